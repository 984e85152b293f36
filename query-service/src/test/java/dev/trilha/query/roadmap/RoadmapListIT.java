package dev.trilha.query.roadmap;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.published;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.RunningService;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Other tests' roadmaps are listed too. */
class RoadmapListIT extends RunningService {
  @Test
  void pagesHaveEachRoadmapOnceWithItsNewestVersion() {
    String java = fresh("java");
    String kotlin = fresh("kotlin");
    feed.event(0, published(java, 1));
    feed.event(1, published(java, 2));
    feed.event(0, published(kotlin, 1));
    for (String roadmap : List.of(java, kotlin)) {
      client.eventually("/v1/roadmaps/" + roadmap, shown -> {});
    }
    client.eventually("/v1/roadmaps/%s?version=2".formatted(java), shown -> {});

    List<String> all = new ArrayList<>();
    String next = "";
    do {
      JsonNode page =
          client.get("/v1/roadmaps?limit=2" + (next.isEmpty() ? "" : "&cursor=" + next)).json();
      assertThat(page.path("roadmaps").size()).isBetween(1, 2);
      page.path("roadmaps")
          .forEach(shown ->
              all.add(shown.path("roadmapId").asString() + " " + shown.path("version").asInt()));
      next = page.path("next").asString("");
    } while (!next.isEmpty());

    assertThat(all).doesNotHaveDuplicates().contains(java + " 2", kotlin + " 1");
  }
}
