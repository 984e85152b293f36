package dev.trilha.command.enrollment;

import static dev.trilha.command.enrollment.ItemStatus.DONE;
import static dev.trilha.command.enrollment.ItemStatus.SKIPPED;
import static dev.trilha.command.enrollment.ItemStatus.TODO;
import static dev.trilha.command.roadmap.Roadmaps.all;
import static dev.trilha.command.roadmap.Roadmaps.any;
import static dev.trilha.command.roadmap.Roadmaps.leaf;
import static dev.trilha.command.roadmap.Roadmaps.outlines;
import static dev.trilha.command.roadmap.Roadmaps.published;
import static dev.trilha.schemas.NodeKind.ITEM;
import static dev.trilha.schemas.NodeKind.SELF_ASSESSMENT;
import static dev.trilha.schemas.NodeKind.TIER;
import static dev.trilha.schemas.NodeKind.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.command.enrollment.TickItems.Outcome;
import dev.trilha.command.enrollment.TickItems.Tick;
import dev.trilha.command.eventstore.StreamEnds;
import dev.trilha.command.problem.Refusal;
import dev.trilha.command.roadmap.RoadmapOutlines;
import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.EnrollmentEvent.ItemCompleted;
import dev.trilha.schemas.EnrollmentEvent.LearnerEnrolled;
import dev.trilha.schemas.EnrollmentEvent.PlanStarted;
import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.EventType;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.SectionTally;
import dev.trilha.schemas.StreamId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.matchers.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrollmentTest {
  private static final StreamId.OfEnrollment ANA =
      new StreamId.OfEnrollment(new LearnerId("ana"), new RoadmapId("backend"));
  private static final Instant AT = Instant.parse("2026-03-02T18:04:05Z");

  /**
   * Tier one: two leaves and an item with two checks. Tier two: one of two languages. And a leaf
   * outside the tiers.
   */
  private static final RoadmapOutlines ROADMAP =
      outlines(
          published(
              1,
              all(
                  TIER,
                  "one",
                  all(TOPIC, "http", leaf("verbs"), leaf("codes")),
                  all(TOPIC, "git", all(ITEM, "branches", leaf("make"), leaf("merge")))),
              all(TIER, "two", any(1, TOPIC, "language", leaf("java"), leaf("go"))),
              all(SELF_ASSESSMENT, "check", leaf("explain"))),
          published(
              2,
              all(TIER, "one", all(TOPIC, "web", leaf("codes"), leaf("verbs"), leaf("headers"))),
              all(TIER, "two", any(1, TOPIC, "language", leaf("java"), leaf("go")))));

  private static final LearnerEnrolled ENROLLED =
      new LearnerEnrolled(ANA.learnerId(), ANA.roadmapId(), 1, 0, 0, 5);

  private AggregateTestFixture<Enrollment> enrollment;

  @BeforeEach
  void prepare() {
    enrollment = new AggregateTestFixture<>(Enrollment.class);
    enrollment.registerInjectableResource(ROADMAP);
    enrollment.registerInjectableResource(new StreamEnds(new InMemoryEventStorageEngine()));
  }

  @Test
  void theFirstTickEnrollsOnTheNewestVersion() {
    enrollment
        .givenNoPriorActivity()
        .when(tick(DONE, "java"))
        .expectEventsMatching(
            names("learner-enrolled", "item-completed", "topic-completed", "tier-completed"));
  }

  @Test
  void aTickSaysWhereItStandsAndWhatTheNumbersAreAfterIt() {
    enrollment
        .given(ENROLLED)
        .when(tick(DONE, "verbs"))
        .expectEvents(
            new ItemCompleted(
                ANA.learnerId(),
                ANA.roadmapId(),
                1,
                new NodeId("verbs"),
                new NodeId("one"),
                new NodeId("http"),
                AT,
                1,
                0,
                5,
                List.of(section("one", 1, 0, 4), section("http", 1, 0, 2))))
        .expectResultMessagePayload(
            new TickItems.Result(2, List.of(Outcome.CHANGED), List.of(), 1));
  }

  @Test
  void aSecondTickIsNoNews() {
    given(tick(DONE, "verbs"))
        .when(tick(DONE, "verbs"))
        .expectNoEvents()
        .expectResultMessagePayload(
            new TickItems.Result(2, List.of(Outcome.UNCHANGED), List.of(), 1));
  }

  @ParameterizedTest(name = "from {0} to {1}: {2}")
  @CsvSource({
    "TODO,IN_PROGRESS,item-started",
    "TODO,DONE,item-completed",
    "TODO,SKIPPED,item-skipped",
    "IN_PROGRESS,DONE,item-completed",
    "IN_PROGRESS,TODO,item-reopened",
    "DONE,TODO,item-reopened",
    "DONE,SKIPPED,item-skipped",
    "SKIPPED,DONE,item-completed",
    "SKIPPED,IN_PROGRESS,item-started",
  })
  void eachChangeOfStatusHasItsEvent(ItemStatus from, ItemStatus to, String event) {
    given(tick(from, "verbs")).when(tick(to, "verbs")).expectEventsMatching(names(event));
  }

  @Test
  void theLastLeafOfATopicFinishesIt() {
    given(tick(DONE, "verbs"))
        .when(tick(DONE, "codes"))
        .expectEventsMatching(names("item-completed", "topic-completed"));
  }

  @Test
  void theLastLeafOfATierFinishesItInTheSameAppend() {
    given(tick(DONE, "verbs", "codes", "make"))
        .when(tick(DONE, "merge"))
        .expectEventsMatching(names("item-completed", "topic-completed", "tier-completed"));
  }

  @Test
  void aFinishedTierSaysItsTitleAndItsNumbers() {
    given(tick(DONE, "verbs", "codes", "make"))
        .when(tick(DONE, "merge"))
        .expectEventsMatching(
            Matchers.payloadsMatching(
                Matchers.predicate(events ->
                    events
                        .getLast()
                        .equals(
                            new TierCompleted(
                                ANA.learnerId(),
                                ANA.roadmapId(),
                                1,
                                new NodeId("one"),
                                "The one",
                                "Backend",
                                AT,
                                4,
                                0,
                                5,
                                section("one", 4, 0, 4),
                                null)))));
  }

  @Test
  void aSkippedLeafDoesNotHoldATierBack() {
    given(tick(DONE, "verbs", "codes", "make"))
        .when(tick(SKIPPED, "merge"))
        .expectEventsMatching(names("item-skipped", "topic-completed", "tier-completed"));
  }

  @Test
  void skippingAWholeTierIsNoAchievement() {
    given(tick(SKIPPED, "verbs", "codes", "make"))
        .when(tick(SKIPPED, "merge"))
        .expectEventsMatching(names("item-skipped"));
  }

  @Test
  void oneLanguageIsEnoughWhereOneIsAskedFor() {
    given(tick(DONE, "java")).when(tick(DONE, "go")).expectEventsMatching(names("item-completed"));
  }

  @Test
  void theLastTierFinishesTheRoadmap() {
    given(tick(DONE, "verbs", "codes", "branches"))
        .when(tick(DONE, "go"))
        .expectEventsMatching(
            names("item-completed", "topic-completed", "tier-completed", "roadmap-completed"));
  }

  @Test
  void reopeningALeafReopensItsTierAndTheRoadmap() {
    given(tick(DONE, "verbs", "codes", "branches", "go"))
        .when(tick(TODO, "verbs"))
        .expectEventsMatching(names("item-reopened", "tier-reopened", "roadmap-reopened"));
  }

  @Test
  void aChoiceStaysMadeWhileOneOfTwoChosenIsTakenBack() {
    given(tick(DONE, "java", "go"))
        .when(tick(TODO, "go"))
        .expectEventsMatching(names("item-reopened"));
  }

  @Test
  void anItemWithSubItemsIsTickedWithAllOfThem() {
    enrollment
        .given(ENROLLED)
        .when(tick(DONE, "branches"))
        .expectEventsMatching(names("item-completed", "item-completed", "topic-completed"));
  }

  @Test
  void aLeafOutsideTheTiersCountsForNothingElse() {
    enrollment
        .given(ENROLLED)
        .when(tick(DONE, "explain"))
        .expectEvents(
            new ItemCompleted(
                ANA.learnerId(),
                ANA.roadmapId(),
                1,
                new NodeId("explain"),
                null,
                null,
                AT,
                0,
                0,
                5,
                List.of(section("check", 1, 0, 1))));
  }

  @ParameterizedTest
  @CsvSource({"nothing", "one", "http", "language"})
  void whatIsNoItemIsRefused(String id) {
    enrollment
        .given(ENROLLED)
        .when(tick(DONE, id))
        .expectNoEvents()
        .expectException(Refusal.NotFound.class);
  }

  @Test
  void aStaleVersionIsRefused() {
    enrollment
        .given(ENROLLED)
        .when(new TickItems(ANA, List.of(new Tick(new NodeId("verbs"), DONE, AT)), 7L, true))
        .expectNoEvents()
        .expectException(Refusal.Stale.class);
  }

  @Test
  void enrollingAgainChangesNothing() {
    enrollment
        .given(ENROLLED)
        .when(new Enroll(ANA, null, null, AT, null))
        .expectNoEvents()
        .expectResultMessagePayload(new Enroll.Result(false, 1, 1));
  }

  private static Enroll planned(String startDate) {
    return new Enroll(ANA, null, null, AT, LocalDate.parse(startDate));
  }

  private static PlanStarted planStarted(String startDate, int version, int done, int total) {
    return new PlanStarted(
        ANA.learnerId(), ANA.roadmapId(), version, LocalDate.parse(startDate), done, 0, total);
  }

  @Test
  void whoEnrollsMayWalkByThePlanFromADateOn() {
    enrollment
        .givenNoPriorActivity()
        .when(planned("2026-11-23"))
        .expectEventsMatching(names("learner-enrolled", "plan-started"));
  }

  @Test
  void aPlanMayStartLater() {
    given(tick(DONE, "verbs"))
        .when(planned("2026-11-23"))
        .expectEvents(planStarted("2026-11-23", 1, 1, 5))
        .expectResultMessagePayload(new Enroll.Result(true, 3, 1));
  }

  @Test
  void thePlanMayStartAnew() {
    enrollment
        .given(ENROLLED, planStarted("2026-11-23", 1, 0, 5))
        .when(planned("2026-11-30"))
        .expectEvents(planStarted("2026-11-30", 1, 0, 5));
  }

  @Test
  void theSameStartAgainIsNoNews() {
    enrollment
        .given(ENROLLED, planStarted("2026-11-23", 1, 0, 5))
        .when(planned("2026-11-23"))
        .expectNoEvents()
        .expectResultMessagePayload(new Enroll.Result(false, 2, 1));
  }

  @Test
  void aPlanWithoutAnotherStartStaysAsItIs() {
    enrollment
        .given(ENROLLED, planStarted("2026-11-23", 1, 0, 5))
        .when(new Enroll(ANA, null, null, AT, null))
        .expectNoEvents();
  }

  @Test
  void anUpgradeAndAStartGoTogether() {
    enrollment
        .given(ENROLLED)
        .when(new Enroll(ANA, 2, null, AT, LocalDate.parse("2026-11-23")))
        .expectEventsMatching(names("enrollment-upgraded", "plan-started"))
        .expectResultMessagePayload(new Enroll.Result(true, 3, 2));
  }

  private org.axonframework.test.aggregate.TestExecutor<Enrollment> given(Object... commands) {
    Object[] all = new Object[commands.length + 1];
    all[0] = new Enroll(ANA, 1, null, AT, null);
    System.arraycopy(commands, 0, all, 1, commands.length);
    return enrollment.givenCommands(all);
  }

  private static TickItems tick(ItemStatus status, String... items) {
    return new TickItems(
        ANA,
        Arrays.stream(items).map(item -> new Tick(new NodeId(item), status, AT)).toList(),
        null,
        true);
  }

  private static SectionTally section(String id, int done, int skipped, int total) {
    return new SectionTally(new NodeId(id), done, skipped, total);
  }

  private static org.hamcrest.Matcher<
          ? extends List<? super org.axonframework.eventhandling.EventMessage<?>>>
      names(String... names) {
    return Matchers.payloadsMatching(
        Matchers.predicate(events -> {
          assertThat(events)
              .extracting(event -> EventType.of((EnrollmentEvent) event).eventName())
              .containsExactly(names);
          return true;
        }));
  }
}
