package dev.trilha.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From a tick to progress, a rank and one message. */
class RoadIT {
  private static final Random SHUFFLE = new Random(20260302);

  private final Learning learning = new Learning(Stack.caller());

  @Test
  void aTierTickedByThreeClientsWithRepeatsIsProgressARankAndOneMessage() throws Exception {
    JsonNode tree = learning.roadmapOf("road", 2);
    JsonNode tier = tree.path("children").path(0);
    List<String> leaves = Learning.leaves(tier);
    learning.team(
        "road-team", Stack.slackWebhook("road-team"), "road-ana", "road-bruno", "road-carla");
    learning.tick("road-bruno", "road", leaves.get(0));
    learning.tick("road-carla", "road", leaves.get(1));

    int changed;
    try (LiveUpdates live = Stack.caller().live("learner=road-ana")) {
      changed = tickFromThreeClients("road-ana", leaves);
      live.tells("\"version\":", "\"percent\":50");
    }

    assertThat(changed).as("each leaf changed once, whoever was first").isEqualTo(leaves.size());
    learning.progressShows("road-ana", "road", leaves.size());
    JsonNode progress = learning.progress("road-ana", "road");
    assertThat(progress.path("tiers").path(0).path("percent").asInt()).isEqualTo(100);
    assertThat(progress.path("percent").asInt()).isEqualTo(50);
    await("the ranks never came")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(learning.ranks("road-team", "road"))
                .isEqualTo(Map.of("road-ana", 1, "road-bruno", 2, "road-carla", 2)));
    await("the message never came")
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> assertThat(learning.messages("road-team")).hasSize(1));
    assertThat(learning.messages("road-team").getFirst().toString())
        .contains("road-ana", "Tier number 1");
    // A second message would come within the grace time and a few polls.
    await("the channel stays at one message")
        .during(Duration.ofSeconds(6))
        .atMost(Duration.ofSeconds(10))
        .until(() -> learning.messages("road-team").size() == 1);
  }

  private int tickFromThreeClients(String learner, List<String> leaves) throws Exception {
    List<Callable<Integer>> clients = new ArrayList<>();
    for (int client = 0; client < 3; client++) {
      List<String> order = new ArrayList<>(leaves);
      order.addAll(leaves);
      Collections.shuffle(order, SHUFFLE);
      clients.add(() -> {
        int changed = 0;
        for (String leaf : order) {
          changed += learning.tick(learner, "road", leaf).path("changed").asBoolean() ? 1 : 0;
        }
        return changed;
      });
    }
    int changed = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> client : threads.invokeAll(clients)) {
        changed += client.get();
      }
    }
    return changed;
  }
}
