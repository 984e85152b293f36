package dev.trilha.command.roadmap;

import static dev.trilha.command.roadmap.Roadmaps.all;
import static dev.trilha.command.roadmap.Roadmaps.leaf;
import static dev.trilha.command.roadmap.Roadmaps.planRow;
import static dev.trilha.command.roadmap.Roadmaps.published;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.command.problem.Refusal;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.PlanMapping;
import dev.trilha.schemas.RoadmapEvent.PlanMapped;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.StreamId;
import java.util.Arrays;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
  private static final RoadmapId BACKEND = new RoadmapId("backend");
  private static final RoadmapNode TIER =
      all(NodeKind.TIER, "one", all(NodeKind.TOPIC, "http", leaf("verbs"), leaf("codes")));
  private static final RoadmapNode PLAN =
      all(NodeKind.PLAN, "plan", planRow("early", 1, 4), planRow("later", 5, 8));
  private static final RoadmapNode CHECKS =
      all(NodeKind.SELF_ASSESSMENT, "checks", leaf("can-cook"));
  private static final RoadmapPublished FIRST = published(1, TIER, PLAN, CHECKS);

  private final AggregateTestFixture<Roadmap> roadmap = new AggregateTestFixture<>(Roadmap.class);

  private static PlanMapping row(String id, String... topics) {
    return new PlanMapping(new NodeId(id), Arrays.stream(topics).map(NodeId::new).toList());
  }

  private static PlanMapped mapped(int version, PlanMapping... rows) {
    return new PlanMapped(BACKEND, version, List.of(rows));
  }

  private static MapPlan map(PlanMapping... rows) {
    return mapAt(null, null, rows);
  }

  private static MapPlan mapAt(@Nullable Long version, @Nullable Long plan, PlanMapping... rows) {
    return new MapPlan(new StreamId.OfRoadmap(BACKEND), List.of(rows), version, plan);
  }

  private static PublishRoadmap publish(RoadmapPublished content) {
    return new PublishRoadmap(
        new StreamId.OfRoadmap(BACKEND),
        content.title(),
        content.language(),
        content.children(),
        null);
  }

  @Test
  void rowsAreMappedInTheOrderOfTheDocumentWhateverTheOrderOfTheRequest() {
    roadmap
        .given(FIRST)
        .when(map(row("later", "one"), row("early", "verbs", "http")))
        .expectEvents(mapped(1, row("early", "http", "verbs"), row("later", "one")))
        .expectResultMessagePayload(
            new MapPlan.Result(
                true, 2, 1, List.of(row("early", "http", "verbs"), row("later", "one"))));
  }

  @Test
  void theSameMappingAgainIsNoEvent() {
    roadmap
        .given(FIRST, mapped(1, row("early", "http")))
        .when(map(row("later"), row("early", "http")))
        .expectNoEvents()
        .expectResultMessagePayload(new MapPlan.Result(false, 2, 1, List.of(row("early", "http"))));
  }

  @Test
  void whatIsNotNamedIsUnmapped() {
    roadmap
        .given(FIRST, mapped(1, row("early", "http")))
        .when(map(row("later", "http")))
        .expectEvents(mapped(1, row("later", "http")));
  }

  @ParameterizedTest
  @CsvSource({
    "plan, http, rows[0].id: is a row of the roadmap's plan",
    "http, http, rows[0].id: is a row of the roadmap's plan",
    "nowhere, http, rows[0].id: is a row of the roadmap's plan",
    "early, nowhere, rows[0].topics[0]: is a section or an item of a tier",
    "early, later, rows[0].topics[0]: is a section or an item of a tier",
    "early, can-cook, rows[0].topics[0]: is a section or an item of a tier",
  })
  void onlyRowsAreMappedAndOnlyToWhatCounts(String row, String topic, String rule) {
    roadmap
        .given(FIRST)
        .when(map(row(row, topic)))
        .expectNoEvents()
        .expectException(Refusal.Invalid.class)
        .expectExceptionMessage(rule);
  }

  @Test
  void aRowStandsOnce() {
    roadmap
        .given(FIRST)
        .when(map(row("early", "http"), row("early", "one")))
        .expectExceptionMessage("rows[1].id: stands only once in a mapping");
  }

  @Test
  void aTopicStandsOnceInARow() {
    roadmap
        .given(FIRST)
        .when(map(row("early", "http", "http")))
        .expectExceptionMessage("rows[0].topics[1]: stands only once in a row");
  }

  @Test
  void aRoadmapThatIsNotPublishedHasNoPlan() {
    roadmap.givenNoPriorActivity().when(map()).expectException(Refusal.NotFound.class);
  }

  @Test
  void aStaleMappingIsRefused() {
    roadmap
        .given(FIRST, mapped(1, row("early", "http")), mapped(1))
        .when(mapAt(1L, 2L, row("early", "one")))
        .expectNoEvents()
        .expectException(Refusal.Stale.class);
  }

  @Test
  void theNewestMappingIsTaken() {
    roadmap
        .given(FIRST, mapped(1, row("early", "http")))
        .when(mapAt(1L, 2L))
        .expectEvents(mapped(1));
  }

  @Test
  void aMappingSurvivesTheNextVersion() {
    RoadmapPublished second = published(2, CHECKS, PLAN, TIER);

    roadmap
        .given(FIRST, mapped(1, row("early", "http")))
        .when(publish(second))
        .expectEvents(second, mapped(2, row("early", "http")))
        .expectResultMessagePayload(new PublishRoadmap.Result(2, true, List.of()));
  }

  @Test
  void whatTheNextVersionLacksIsDroppedAndSaid() {
    RoadmapPublished second =
        published(
            2,
            all(NodeKind.TIER, "one", leaf("verbs")),
            all(NodeKind.PLAN, "plan", planRow("early", 1, 4)));

    roadmap
        .given(FIRST, mapped(1, row("early", "http", "verbs"), row("later", "one")))
        .when(publish(second))
        .expectEvents(second, mapped(2, row("early", "verbs")))
        .expectResultMessagePayload(
            new PublishRoadmap.Result(2, true, List.of(row("early", "http"), row("later", "one"))));
  }

  @Test
  void aDryRunSaysWhatWouldBeDropped() {
    PublishRoadmap command = publish(published(2, TIER));

    assertThat(command.wouldResult(FIRST, List.of(row("early", "http"))).unmapped())
        .containsExactly(row("early", "http"));
  }
}
