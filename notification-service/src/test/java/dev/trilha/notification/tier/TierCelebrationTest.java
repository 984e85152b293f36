package dev.trilha.notification.tier;

import static dev.trilha.notification.support.Completions.ROADMAP;
import static dev.trilha.notification.support.Completions.TIER;
import static dev.trilha.notification.support.Completions.completed;
import static dev.trilha.notification.support.Completions.reopened;
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

class TierCelebrationTest {
  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final Duration JUST_BEFORE = GRACE.minusMillis(1);
  private static final Map<String, String> TRACE = Map.of(TierCelebration.TRACEPARENT, "the trace");

  private final RecordingCelebrations celebrations = new RecordingCelebrations();
  private SagaTestFixture<TierCelebration> saga = new SagaTestFixture<>(TierCelebration.class);

  @BeforeEach
  void sagaWithItsWorld() {
    saga = new SagaTestFixture<>(TierCelebration.class);
    saga.registerResource(celebrations);
    saga.registerResource(new CelebrationSettings(GRACE, Duration.ofHours(24), Duration.ofDays(7)));
  }

  @Test
  void beginsWithAFinishedTierAndTellsNobodyYet() {
    saga.givenNoPriorActivity()
        .whenPublishingA(completed("ana"))
        .expectActiveSagas(1)
        .expectAssociationWith("tier", "ana/backend/tier-1")
        .expectScheduledDeadlineWithName(GRACE, TierCelebration.GRACE_IS_OVER);
    assertThat(celebrations.announced).isEmpty();
  }

  @Test
  void tellsNobodyBeforeTheGraceTimeIsOver() {
    saga.givenAPublished(completed("ana")).whenTimeElapses(JUST_BEFORE).expectActiveSagas(1);
    assertThat(celebrations.announced).isEmpty();
  }

  @Test
  void tellsTheNewsOnceTheGraceTimeIsOver() {
    celebrations.deliveries = List.of(1L);

    saga.givenAPublished(completed("ana"), TRACE).whenTimeElapses(GRACE).expectActiveSagas(1);

    assertThat(celebrations.announced).containsExactly(FinishedTier.of(completed("ana")));
    assertThat(celebrations.traces).containsExactly("the trace");
  }

  @Test
  void endsAtOnceWhenThereIsNobodyToTell() {
    saga.givenAPublished(completed("ana")).whenTimeElapses(GRACE).expectActiveSagas(0);
  }

  @Test
  void waitsForEveryDelivery() throws Exception {
    celebrations.deliveries = List.of(1L, 2L);

    saga.givenAPublished(completed("ana"))
        .andThenTimeElapses(GRACE)
        .whenPublishingA(ended("ana", 1))
        .expectActiveSagas(1);
  }

  @Test
  void endsWithItsLastDelivery() throws Exception {
    celebrations.deliveries = List.of(1L, 2L);

    saga.givenAPublished(completed("ana"))
        .andThenTimeElapses(GRACE)
        .andThenAPublished(ended("ana", 2))
        .whenPublishingA(ended("ana", 1))
        .expectActiveSagas(0);
  }

  @Test
  void endsUnheardWhenTheTierIsReopenedInTime() throws Exception {
    saga.givenAPublished(completed("ana"))
        .andThenTimeElapses(JUST_BEFORE)
        .whenPublishingA(reopened("ana"))
        .expectActiveSagas(0);
    assertThat(celebrations.cancelled).hasSize(1);
    assertThat(celebrations.announced).isEmpty();
  }

  @Test
  void staysSilentWhenTheDeadlineOfAReopenedTierPasses() throws Exception {
    saga.givenAPublished(completed("ana"))
        .andThenAPublished(reopened("ana"))
        .whenTimeElapses(GRACE)
        .expectActiveSagas(0);
    assertThat(celebrations.announced).isEmpty();
  }

  @Test
  void goesOnWhenTheTierIsReopenedTooLate() throws Exception {
    celebrations.deliveries = List.of(1L);

    saga.givenAPublished(completed("ana"))
        .andThenTimeElapses(GRACE)
        .whenPublishingA(reopened("ana"))
        .expectActiveSagas(1);
    assertThat(celebrations.cancelled).isEmpty();
  }

  @Test
  void beginsAnewWhenAReopenedTierIsFinishedAgain() throws Exception {
    saga.givenAPublished(completed("ana"))
        .andThenAPublished(reopened("ana"))
        .andThenAPublished(completed("ana"))
        .whenTimeElapses(GRACE)
        .expectActiveSagas(0);
    assertThat(celebrations.announced).hasSize(1);
  }

  @Test
  void isOneForATierHoweverOftenItIsFinished() throws Exception {
    celebrations.deliveries = List.of(1L);

    saga.givenAPublished(completed("ana"))
        .andThenTimeElapses(GRACE)
        .whenPublishingA(completed("ana"))
        .expectActiveSagas(1)
        .expectNoScheduledDeadlines();
    assertThat(celebrations.announced).hasSize(1);
  }

  @Test
  void isOneForEachLearnerAndEachTier() throws Exception {
    saga.givenAPublished(completed("ana"))
        .andThenAPublished(completed("ana", "tier-2"))
        .whenPublishingA(completed("bia"))
        .expectActiveSagas(3);
  }

  @Test
  void hearsNothingOfTheDeliveriesOfOthers() throws Exception {
    celebrations.deliveries = List.of(1L);

    saga.givenAPublished(completed("ana"))
        .andThenTimeElapses(GRACE)
        .whenPublishingA(ended("bia", 1))
        .expectActiveSagas(1);
  }

  private static DeliveryEnded ended(String learner, long delivery) {
    return new DeliveryEnded.OfTier(new TierKey(new LearnerId(learner), ROADMAP, TIER), delivery);
  }

  private static final class RecordingCelebrations implements Celebrations {
    private final List<FinishedTier> announced = new ArrayList<>();
    private final List<Announcement> cancelled = new ArrayList<>();
    private final List<@Nullable String> traces = new ArrayList<>();
    private List<Long> deliveries = List.of();

    @Override
    public List<Long> announce(FinishedTier tier, String completion, @Nullable String traceparent) {
      announced.add(tier);
      traces.add(traceparent);
      return deliveries;
    }

    @Override
    public List<Long> announce(
        FinishedRoadmap roadmap, String completion, @Nullable String traceparent) {
      throw new AssertionError("the celebration of a tier speaks of a roadmap");
    }

    @Override
    public void cancelled(Announcement achievement) {
      cancelled.add(achievement);
    }
  }
}
