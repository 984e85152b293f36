package dev.trilha.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.standalone.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code kill -9} of any one part while people tick: every acknowledged tick is there, and there
 * once.
 */
class SurvivalIT {
  private static final int CLIENTS = 3;
  private static final int TICKS_BEFORE_THE_KILL = 10;

  private final Platform platform = RunningTrilha.platform();
  private final EventStore store = new EventStore(platform.database("command"));
  private final Learning learning = new Learning(RunningTrilha.caller());

  @ParameterizedTest(name = "kill -9 of {0} loses and doubles nothing")
  @ValueSource(strings = {"command", "query", "notification", "kafka"})
  void killingAPartLosesAndDoublesNothing(String part) throws Exception {
    String roadmap = "kill-" + part;
    List<String> leaves = Learning.leaves(learning.roadmapOf(roadmap, 3));
    String channel = "channel-" + part;
    List<String> learners = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      learners.add("%s-%d".formatted(roadmap, i));
    }
    learning.team(
        roadmap, platform.slackWebhook(channel).toString(), learners.toArray(String[]::new));

    CountDownLatch underWay = new CountDownLatch(CLIENTS * TICKS_BEFORE_THE_KILL);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done = new ArrayList<>();
      for (String learner : learners) {
        done.add(clients.submit(() -> tickAll(learner, roadmap, leaves, underWay)));
      }
      underWay.await();
      kill(part);
      for (Future<?> client : done) {
        client.get();
      }
    }

    for (String learner : learners) {
      assertThat(store.completions(learner, roadmap))
          .as("ticks of %s in the store", learner)
          .containsExactlyInAnyOrderElementsOf(leaves);
      assertThat(store.missing(learner, roadmap))
          .as("holes in the stream of " + learner)
          .isEqualTo(0);
      learning.progressShows(learner, roadmap, leaves.size());
    }
    int tiers = CLIENTS * 3;
    await("not every finished tier was told after the end of " + part)
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(new HashSet<>(learning.told(channel))).hasSize(tiers));
    Map<String, Long> times =
        learning.told(channel).stream()
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(times.values()).as("at most one repeat for one fault").allMatch(count -> count <= 2);
  }

  private void tickAll(
      String learner, String roadmap, List<String> leaves, CountDownLatch underWay) {
    for (String leaf : leaves) {
      learning.tick(learner, roadmap, leaf);
      underWay.countDown();
    }
  }

  private void kill(String part) throws InterruptedException {
    OptionalLong before = platform.part(part).pid();
    platform.part(part).kill();
    await(part + " never came back")
        .atMost(Duration.ofMinutes(2))
        .until(() ->
            !platform.part(part).pid().equals(before)
                && platform.part(part).awaitReady(Duration.ofMinutes(1)));
  }
}
