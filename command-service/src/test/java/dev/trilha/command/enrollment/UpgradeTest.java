package dev.trilha.command.enrollment;

import static dev.trilha.command.enrollment.ItemStatus.DONE;
import static dev.trilha.command.enrollment.ItemStatus.IN_PROGRESS;
import static dev.trilha.command.enrollment.ItemStatus.SKIPPED;
import static dev.trilha.command.enrollment.ItemStatus.TODO;
import static dev.trilha.command.roadmap.Roadmaps.all;
import static dev.trilha.command.roadmap.Roadmaps.leaf;
import static dev.trilha.command.roadmap.Roadmaps.outlines;
import static dev.trilha.command.roadmap.Roadmaps.published;
import static dev.trilha.schemas.NodeKind.ITEM;
import static dev.trilha.schemas.NodeKind.TIER;
import static dev.trilha.schemas.NodeKind.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.command.enrollment.TickItems.Tick;
import dev.trilha.command.eventstore.StreamEnds;
import dev.trilha.command.problem.Refusal;
import dev.trilha.command.roadmap.RoadmapOutlines;
import dev.trilha.schemas.DomainEvent;
import dev.trilha.schemas.EnrollmentEvent.EnrollmentUpgraded;
import dev.trilha.schemas.EnrollmentEvent.ItemEvent;
import dev.trilha.schemas.EnrollmentEvent.RoadmapCompleted;
import dev.trilha.schemas.EnrollmentEvent.RoadmapReopened;
import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.EnrollmentEvent.TierReopened;
import dev.trilha.schemas.EventType;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.SectionTally;
import dev.trilha.schemas.StreamId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.TestExecutor;
import org.axonframework.test.matchers.Matchers;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of somebody's ticks on another version of the roadmap. */
class UpgradeTest {
  private static final StreamId.OfEnrollment ANA =
      new StreamId.OfEnrollment(new LearnerId("ana"), new RoadmapId("backend"));
  private static final Instant AT = Instant.parse("2026-03-02T18:04:05Z");

  /**
   * Version 2 drops "codes" and adds "headers" to tier one; version 3 drops both. Versions 4 to 6
   * give sub-items to what had none.
   */
  private static final RoadmapOutlines ROADMAP =
      outlines(
          published(
              1,
              all(TIER, "one", all(TOPIC, "http", leaf("verbs"), leaf("codes"))),
              all(TIER, "two", leaf("java"))),
          published(
              2,
              all(TIER, "one", all(TOPIC, "http", leaf("verbs"), leaf("headers"))),
              all(TIER, "two", leaf("java"))),
          published(
              3,
              all(TIER, "one", all(TOPIC, "http", leaf("verbs"))),
              all(TIER, "two", leaf("java"))),
          published(
              4,
              all(
                  TIER,
                  "one",
                  all(TOPIC, "http", all(ITEM, "verbs", leaf("get"), leaf("post")), leaf("codes"))),
              all(TIER, "two", all(ITEM, "java", leaf("records")), leaf("loom"), leaf("jdbc"))),
          published(
              5,
              all(TIER, "one", all(TOPIC, "http", all(ITEM, "verbs", leaf("get"), leaf("codes")))),
              all(TIER, "two", leaf("java"))),
          published(
              6,
              all(
                  TIER,
                  "one",
                  all(TOPIC, "http", all(ITEM, "verbs", leaf("get"), leaf("post")), leaf("codes"))),
              all(TIER, "two", leaf("java"))));

  private AggregateTestFixture<Enrollment> enrollment;

  @BeforeEach
  void prepare() {
    enrollment = new AggregateTestFixture<>(Enrollment.class);
    enrollment.registerInjectableResource(ROADMAP);
    enrollment.registerInjectableResource(new StreamEnds(new InMemoryEventStorageEngine()));
  }

  @Test
  void keepsTheTicksOfWhatIsStillThere() {
    given(tick(DONE, "verbs"))
        .when(to(2))
        .expectEvents(
            new EnrollmentUpgraded(
                ANA.learnerId(),
                ANA.roadmapId(),
                1,
                2,
                1,
                0,
                3,
                List.of(section("one", 1, 0, 2), section("http", 1, 0, 2))));
  }

  @Test
  void givesTicksBackWhenTheirItemsAreBack() {
    given(tick(DONE, "codes"), to(2), to(1)).when(tick(DONE, "codes")).expectNoEvents();
  }

  @Test
  void opensAFinishedTierThatAsksForMore() {
    given(tick(DONE, "verbs", "codes"))
        .when(to(2))
        .expectEventsMatching(told("enrollment-upgraded", "tier-reopened because new-version"));
  }

  @Test
  void finishesATierThatAsksForNoMoreThanWasDone() {
    given(tick(DONE, "verbs"))
        .when(to(3))
        .expectEventsMatching(
            told("enrollment-upgraded", "topic-completed", "tier-completed because new-version"));
  }

  @Test
  void leavesAFinishedTierFinishedWithoutSayingSoAgain() {
    given(tick(DONE, "verbs", "codes"))
        .when(to(3))
        .expectEventsMatching(told("enrollment-upgraded"));
  }

  @Test
  void finishesAndOpensTheRoadmapAsItsTiers() {
    given(tick(DONE, "verbs", "codes", "java"))
        .when(to(2))
        .expectEventsMatching(
            told(
                "enrollment-upgraded",
                "tier-reopened because new-version",
                "roadmap-reopened because new-version"));
  }

  @Test
  void whatWasFinishedBeforeIsCaughtUpWith() {
    given(tick(DONE, "verbs", "codes", "java"), to(2))
        .when(tick(DONE, "headers"))
        .expectEventsMatching(
            told(
                "item-completed",
                "topic-completed",
                "tier-completed because catching-up",
                "roadmap-completed because catching-up"));
  }

  @Test
  void whatIsFinishedForTheFirstTimeAfterAnUpgradeIsNews() {
    given(tick(DONE, "verbs"), to(2))
        .when(tick(DONE, "headers"))
        .expectEventsMatching(told("item-completed", "topic-completed", "tier-completed"));
  }

  @Test
  void catchingUpIsOverOnceItIsFinished() {
    given(tick(DONE, "verbs", "codes"), to(2), tick(DONE, "headers"), tick(TODO, "headers"))
        .when(tick(DONE, "headers"))
        .expectEventsMatching(told("item-completed", "topic-completed", "tier-completed"));
  }

  @Test
  void aPublishersUpgradeMovesOnToTheVersion() {
    given(tick(DONE, "verbs"))
        .when(new UpgradeEnrollment(ANA, 2, AT))
        .expectEventsMatching(told("enrollment-upgraded"))
        .expectResultMessagePayload(true);
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "3, 2"})
  void aPublishersUpgradeNeverMovesBack(int version, int ordered) {
    given(to(version))
        .when(new UpgradeEnrollment(ANA, ordered, AT))
        .expectNoEvents()
        .expectResultMessagePayload(false);
  }

  @Test
  void thereIsNoUpgradeToAnUnpublishedVersion() {
    given().when(to(9)).expectNoEvents().expectException(Refusal.NotFound.class);
  }

  @Test
  void theNewSubItemsOfATickedItemAreDone() {
    given(tick(DONE, "verbs"), tick(SKIPPED, "java"))
        .when(to(4))
        .expectEventsMatching(
            toldInFull(
                "upgraded to 2 of 6",
                "item-completed get",
                "item-completed post",
                "item-skipped records"));
  }

  @Test
  void anItemThatLostItsSubItemsIsDoneWhenAllOfThemWere() {
    given(to(4), tick(DONE, "get", "post"), tick(SKIPPED, "records"))
        .when(to(1))
        .expectEventsMatching(
            toldInFull("upgraded to 1 of 3", "item-completed verbs", "item-skipped java"));
  }

  @Test
  void anItemThatLostItsSubItemsIsOpenWhenOneOfThemWas() {
    given(to(4), tick(DONE, "get")).when(to(1)).expectEventsMatching(told("enrollment-upgraded"));
  }

  @Test
  void subItemsThatCameFromElsewhereKeepTheirOwnStatus() {
    given(tick(DONE, "verbs"))
        .when(to(5))
        .expectEventsMatching(toldInFull("upgraded to 1 of 3", "item-completed get"));
  }

  @Test
  void aTierThatWasFinishedStaysSoWhenItsItemsGetSubItems() {
    given(tick(DONE, "verbs", "codes"))
        .when(to(6))
        .expectEventsMatching(
            toldInFull("upgraded to 3 of 4", "item-completed get", "item-completed post"));
  }

  @Test
  void whatWasTakenOverIsThereOnTheNextVersionToo() {
    given(tick(DONE, "verbs"), to(4)).when(tick(DONE, "get", "post")).expectNoEvents();
  }

  @Test
  void anItemWhosePartsWereOpenedAgainIsOpenWhenItLosesThem() {
    given(tick(DONE, "verbs"), to(4), tick(TODO, "get", "post"))
        .when(to(1))
        .expectEventsMatching(toldInFull("upgraded to 0 of 3", "item-reopened verbs"));
  }

  @Test
  void anItemOneOfWhosePartsWasOpenedAgainIsOpenToo() {
    given(tick(DONE, "verbs"), to(4), tick(TODO, "post"))
        .when(to(1))
        .expectEventsMatching(toldInFull("upgraded to 0 of 3", "item-reopened verbs"));
  }

  @Test
  void thePartsOfAnItemThatWasOpenedAgainAreOpenWhenItGetsThemBack() {
    given(to(4), tick(DONE, "get", "post"), to(1), tick(TODO, "verbs"))
        .when(to(4))
        .expectEventsMatching(
            toldInFull("upgraded to 0 of 6", "item-reopened get", "item-reopened post"));
  }

  @Test
  void whatIsOpenStaysOpenOnTheWayBackAndForth() {
    given(tick(DONE, "verbs"), to(4), tick(TODO, "get", "post"), to(1), to(4))
        .when(tick(DONE, "get"))
        .expectEventsMatching(told("item-completed"));
  }

  @Test
  void aPartThatWasDoneAloneIsDoneWhenItIsBack() {
    given(to(4), tick(DONE, "get"), to(1))
        .when(to(4))
        .expectEventsMatching(toldInFull("upgraded to 1 of 6"));
  }

  @Test
  void anItemThatWasBegunIsBegunWhenItIsBack() {
    given(tick(IN_PROGRESS, "verbs"), to(4), to(1))
        .when(tick(IN_PROGRESS, "verbs"))
        .expectNoEvents();
  }

  private static Enroll to(int version) {
    return new Enroll(ANA, version, null, AT, null);
  }

  private TestExecutor<Enrollment> given(Object... commands) {
    Object[] all = new Object[commands.length + 1];
    all[0] = to(1);
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

  private static Matcher<? extends List<? super EventMessage<?>>> told(String... sentences) {
    return matching(UpgradeTest::sentence, sentences);
  }

  private static Matcher<? extends List<? super EventMessage<?>>> toldInFull(String... sentences) {
    return matching(UpgradeTest::inFull, sentences);
  }

  private static Matcher<? extends List<? super EventMessage<?>>> matching(
      Function<DomainEvent, String> teller, String... sentences) {
    return Matchers.payloadsMatching(
        Matchers.predicate(events -> {
          assertThat(events)
              .extracting(event -> teller.apply((DomainEvent) event))
              .containsExactly(sentences);
          return true;
        }));
  }

  private static String sentence(DomainEvent event) {
    var because =
        switch (event) {
          case TierCompleted e -> e.because();
          case TierReopened e -> e.because();
          case RoadmapCompleted e -> e.because();
          case RoadmapReopened e -> e.because();
          default -> null;
        };
    String name = EventType.of(event).eventName();
    return because == null ? name : name + " because " + because.wireName();
  }

  /** The same with the numbers and the item. */
  private static String inFull(DomainEvent event) {
    return switch (event) {
      case EnrollmentUpgraded e -> "upgraded to %d of %d".formatted(e.done(), e.total());
      case ItemEvent e -> sentence(event) + " " + e.itemId();
      default -> sentence(event);
    };
  }
}
