package dev.trilha.notification.tier;

import static dev.trilha.notification.support.Completions.ROADMAP;
import static dev.trilha.notification.support.Completions.TIER;
import static dev.trilha.notification.support.Completions.completed;
import static dev.trilha.notification.support.Completions.reopened;
import static dev.trilha.notification.support.Completions.roadmapCompleted;
import static dev.trilha.notification.support.Completions.roadmapReopened;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.notification.tier.CelebrationMetrics.Outcome;
import dev.trilha.schemas.DomainEvent;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapChange;
import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a celebration hears of, and what it need not. */
class CelebrationEventsTest {
  private static final Instant NOW = Instant.parse("2026-11-02T23:30:00Z");
  private static final Duration NEWS_FOR = Duration.ofDays(7);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Object> heard = new ArrayList<>();
  private final CelebrationEvents events =
      new CelebrationEvents(
          new CelebrationSettings(Duration.ofSeconds(10), Duration.ofHours(24), NEWS_FOR),
          new CelebrationMetrics(meters),
          Clock.fixed(NOW, ZoneOffset.UTC));

  @BeforeEach
  void listen() {
    var _ = events.subscribe(messages -> messages.forEach(one -> heard.add(one.getPayload())));
  }

  @ParameterizedTest
  @EnumSource(RoadmapChange.class)
  void aFinishThatAChangedRoadmapMadeIsNoNews(RoadmapChange because) {
    events.on(recorded(completed("ana", TIER.value(), because), NOW));

    events.on(recorded(roadmapCompleted("ana", because), NOW));

    assertThat(heard).isEmpty();
    assertThat(count(Outcome.NO_NEWS)).isEqualTo(1);
    assertThat(roadmaps(Outcome.NO_NEWS)).isEqualTo(1);
  }

  @Test
  void aTierThatAChangedRoadmapOpensIsStillCelebrated() {
    events.on(recorded(reopened("ana", RoadmapChange.NEW_VERSION), NOW));
    events.on(recorded(roadmapReopened("ana", RoadmapChange.NEW_VERSION), NOW));

    assertThat(heard).isEmpty();
  }

  @Test
  void whatTheLearnerReopensIsHeard() {
    events.on(recorded(reopened("ana"), NOW));
    events.on(recorded(roadmapReopened("ana"), NOW));

    assertThat(heard).containsExactly(reopened("ana"), roadmapReopened("ana"));
  }

  @ParameterizedTest(name = "{0} s after it")
  @CsvSource({"0, true", "604799, true", "604800, false"})
  void aFinishIsNewsForAWhile(long seconds, boolean news) {
    events.on(recorded(completed("ana"), NOW.minusSeconds(seconds)));
    events.on(recorded(roadmapCompleted("ana"), NOW.minusSeconds(seconds)));

    assertThat(heard).hasSize(news ? 2 : 0);
    assertThat(count(Outcome.STALE)).isEqualTo(news ? 0 : 1);
    assertThat(roadmaps(Outcome.STALE)).isEqualTo(news ? 0 : 1);
  }

  private double count(Outcome outcome) {
    return count("tier-completed", outcome);
  }

  private double roadmaps(Outcome outcome) {
    return count("roadmap-completed", outcome);
  }

  private double count(String kind, Outcome outcome) {
    String tag = outcome == Outcome.STALE ? "stale" : "no-news";
    return meters
        .get("trilha.celebrations")
        .tag("kind", kind)
        .tag("outcome", tag)
        .counter()
        .count();
  }

  private static RecordedEvent recorded(DomainEvent event, Instant time) {
    return new RecordedEvent(
        "id", new StreamId.OfEnrollment(new LearnerId("ana"), ROADMAP), 3, time, null, event);
  }
}
