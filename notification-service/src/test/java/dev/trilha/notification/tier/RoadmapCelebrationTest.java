package dev.trilha.notification.tier;

import static dev.trilha.notification.support.Completions.ROADMAP;
import static dev.trilha.notification.support.Completions.completed;
import static dev.trilha.notification.support.Completions.roadmapCompleted;
import static dev.trilha.notification.support.Completions.roadmapReopened;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.notification.announcement.Announcement;
import dev.trilha.notification.announcement.FinishedRoadmap;
import dev.trilha.notification.announcement.FinishedTier;
import dev.trilha.schemas.LearnerId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.test.saga.SagaTestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoadmapCelebrationTest {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration JUST_BEFORE = GRACE.minusMillis(1);
  private static final Map<String, String> TRACE = Map.of(TierCelebration.TRACEPARENT, "the trace");

  private final RecordingCelebrations celebrations = new RecordingCelebrations();
  private SagaTestFixture<RoadmapCelebration> saga =
      new SagaTestFixture<>(RoadmapCelebration.class);

  @BeforeEach
  void sagaWithItsWorld() {
    saga = new SagaTestFixture<>(RoadmapCelebration.class);
    saga.registerResource(celebrations);
    saga.registerResource(new CelebrationSettings(GRACE, Duration.ofHours(24), Duration.ofDays(7)));
  }

  @Test
  void beginsWithAFinishedRoadmapAndTellsNobodyYet() {
    saga.givenNoPriorActivity()
        .whenPublishingA(roadmapCompleted("ana"))
        .expectActiveSagas(1)
        .expectAssociationWith("roadmap", "ana/backend")
        .expectScheduledDeadlineWithName(GRACE, RoadmapCelebration.GRACE_IS_OVER);
    assertThat(celebrations.announced).isEmpty();
  }

  @Test
  void isNoMatterOfTiers() {
    saga.givenNoPriorActivity().whenPublishingA(completed("ana")).expectActiveSagas(0);
  }

  @Test
  void tellsNobodyBeforeTheGraceTimeIsOver() {
    saga.givenAPublished(roadmapCompleted("ana")).whenTimeElapses(JUST_BEFORE).expectActiveSagas(1);
    assertThat(celebrations.announced).isEmpty();
  }

  @Test
  void tellsTheNewsOnceTheGraceTimeIsOver() {
    celebrations.deliveries = List.of(1L);

    saga.givenAPublished(roadmapCompleted("ana"), TRACE)
        .whenTimeElapses(GRACE)
        .expectActiveSagas(1);

    assertThat(celebrations.announced).containsExactly(FinishedRoadmap.of(roadmapCompleted("ana")));
    assertThat(celebrations.traces).containsExactly("the trace");
  }

  @Test
  void endsAtOnceWhenThereIsNobodyToTell() {
    saga.givenAPublished(roadmapCompleted("ana")).whenTimeElapses(GRACE).expectActiveSagas(0);
  }

  @Test
  void endsWithItsLastDelivery() throws Exception {
    celebrations.deliveries = List.of(1L, 2L);

    saga.givenAPublished(roadmapCompleted("ana"))
        .andThenTimeElapses(GRACE)
        .andThenAPublished(ended("ana", 2))
        .whenPublishingA(ended("ana", 1))
        .expectActiveSagas(0);
  }

  @Test
  void waitsForEveryDelivery() throws Exception {
    celebrations.deliveries = List.of(1L, 2L);

    saga.givenAPublished(roadmapCompleted("ana"))
        .andThenTimeElapses(GRACE)
        .whenPublishingA(ended("ana", 2))
        .expectActiveSagas(1);
  }

  @Test
  void endsUnheardWhenTheRoadmapIsReopenedInTime() throws Exception {
    saga.givenAPublished(roadmapCompleted("ana"))
        .andThenTimeElapses(JUST_BEFORE)
        .whenPublishingA(roadmapReopened("ana"))
        .expectActiveSagas(0);
    assertThat(celebrations.cancelled).hasSize(1);
    assertThat(celebrations.announced).isEmpty();
  }

  @Test
  void staysSilentWhenTheDeadlineOfAReopenedRoadmapPasses() throws Exception {
    saga.givenAPublished(roadmapCompleted("ana"))
        .andThenAPublished(roadmapReopened("ana"))
        .whenTimeElapses(GRACE)
        .expectActiveSagas(0);
    assertThat(celebrations.announced).isEmpty();
  }

  @Test
  void goesOnWhenTheRoadmapIsReopenedTooLate() throws Exception {
    celebrations.deliveries = List.of(1L);

    saga.givenAPublished(roadmapCompleted("ana"))
        .andThenTimeElapses(GRACE)
        .whenPublishingA(roadmapReopened("ana"))
        .expectActiveSagas(1);
    assertThat(celebrations.cancelled).isEmpty();
  }

  @Test
  void isOneForARoadmapHoweverOftenItIsFinished() throws Exception {
    celebrations.deliveries = List.of(1L);

    saga.givenAPublished(roadmapCompleted("ana"))
        .andThenTimeElapses(GRACE)
        .whenPublishingA(roadmapCompleted("ana"))
        .expectActiveSagas(1)
        .expectNoScheduledDeadlines();
    assertThat(celebrations.announced).hasSize(1);
  }

  private static DeliveryEnded ended(String learner, long delivery) {
    return new DeliveryEnded.OfRoadmap(new RoadmapKey(new LearnerId(learner), ROADMAP), delivery);
  }

  private static final class RecordingCelebrations implements Celebrations {
    private final List<FinishedRoadmap> announced = new ArrayList<>();
    private final List<Announcement> cancelled = new ArrayList<>();
    private final List<@Nullable String> traces = new ArrayList<>();
    private List<Long> deliveries = List.of();

    @Override
    public List<Long> announce(FinishedTier tier, String completion, @Nullable String traceparent) {
      throw new AssertionError("the celebration of a roadmap speaks of a tier");
    }

    @Override
    public List<Long> announce(
        FinishedRoadmap roadmap, String completion, @Nullable String traceparent) {
      announced.add(roadmap);
      traces.add(traceparent);
      return deliveries;
    }

    @Override
    public void cancelled(Announcement achievement) {
      cancelled.add(achievement);
    }
  }
}
