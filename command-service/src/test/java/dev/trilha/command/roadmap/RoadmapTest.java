package dev.trilha.command.roadmap;

import static dev.trilha.command.roadmap.Roadmaps.all;
import static dev.trilha.command.roadmap.Roadmaps.leaf;
import static dev.trilha.command.roadmap.Roadmaps.published;

import dev.trilha.command.problem.Refusal;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.StreamId;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoadmapTest {
  private static final RoadmapPublished FIRST =
      published(1, all(NodeKind.TIER, "one", leaf("verbs")));
  private static final RoadmapPublished SECOND =
      published(2, all(NodeKind.TIER, "one", leaf("verbs"), leaf("codes")));

  private final AggregateTestFixture<Roadmap> roadmap = new AggregateTestFixture<>(Roadmap.class);

  @Test
  void theFirstVersionIsOne() {
    roadmap
        .givenNoPriorActivity()
        .when(publish(FIRST, null))
        .expectEvents(FIRST)
        .expectResultMessagePayload(new PublishRoadmap.Result(1, true, List.of()));
  }

  @Test
  void anotherContentIsTheNextVersion() {
    roadmap.given(FIRST).when(publish(SECOND, null)).expectEvents(SECOND);
  }

  @Test
  void theSameContentAgainIsNoVersion() {
    roadmap
        .given(FIRST)
        .when(publish(FIRST, null))
        .expectNoEvents()
        .expectResultMessagePayload(new PublishRoadmap.Result(1, false, List.of()));
  }

  @Test
  void anEarlierContentIsANewVersionAgain() {
    roadmap
        .given(FIRST, SECOND)
        .when(publish(FIRST, null))
        .expectEvents(published(3, FIRST.children().getFirst()));
  }

  @Test
  void aStaleVersionIsRefused() {
    roadmap
        .given(FIRST, SECOND)
        .when(publish(FIRST, 1L))
        .expectNoEvents()
        .expectException(Refusal.Stale.class);
  }

  private static PublishRoadmap publish(RoadmapPublished content, @Nullable Long expectedVersion) {
    return new PublishRoadmap(
        new StreamId.OfRoadmap(content.roadmapId()),
        content.title(),
        content.language(),
        content.children(),
        expectedVersion);
  }
}
