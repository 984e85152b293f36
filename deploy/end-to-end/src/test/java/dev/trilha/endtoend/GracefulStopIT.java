package dev.trilha.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A service is asked to stop while people tick, and started again. {@code TRILHA_RESTART} is the
 * program that does it, with the service's name as its argument; it fails when the service had to
 * be killed.
 */
@EnabledIfEnvironmentVariable(named = "TRILHA_RESTART", matches = ".+")
class GracefulStopIT {
  private static final int CLIENTS = 3;
  private static final int TIERS = 3;
  private static final int TOPICS_OF_A_TIER = 2;
  private static final int TICKS_BEFORE_THE_STOP = 10;
  private static final Duration BETWEEN_TWO_TICKS = Duration.ofMillis(20);
  private static final Duration TIME_TO_RESTART = Duration.ofMinutes(3);

  private final Learning learning = new Learning(Stack.caller());

  @ParameterizedTest(name = "stopping {0} loses and repeats nothing")
  @ValueSource(strings = {"command", "query", "notification"})
  void stoppingAServiceLosesAndRepeatsNothing(String part) throws Exception {
    String roadmap = "stop-" + part;
    List<String> leaves = Learning.leaves(learning.roadmapOf(roadmap, TIERS));
    List<String> learners = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      learners.add("%s-%d".formatted(roadmap, i));
    }
    learning.team(roadmap, Stack.slackWebhook(roadmap), learners.toArray(String[]::new));

    var restarted = new AtomicBoolean();
    var underWay = new CountDownLatch(CLIENTS * TICKS_BEFORE_THE_STOP);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done = new ArrayList<>();
      for (String learner : learners) {
        done.add(clients.submit(() -> tickAll(learner, roadmap, leaves, underWay)));
        done.add(clients.submit(() -> tickOnUntil(restarted, learner + "-busy", roadmap, leaves)));
      }
      underWay.await();
      try {
        restart(part);
      } finally {
        restarted.set(true);
      }
      for (Future<?> client : done) {
        client.get();
      }
    }

    for (String learner : learners) {
      learning.progressShows(learner, roadmap, leaves.size());
      assertThat(learning.progress(learner, roadmap).path("version").asInt())
          .as("events of %s: the enrollment, and one for each leaf and each section", learner)
          .isEqualTo(1 + leaves.size() + TIERS * TOPICS_OF_A_TIER + TIERS + 1);
    }
    int expected = CLIENTS * TIERS;
    await("not every finished tier was told")
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> assertThat(learning.told(roadmap)).hasSizeGreaterThanOrEqualTo(expected));
    await("nothing is told twice")
        .during(Duration.ofSeconds(5))
        .atMost(Duration.ofSeconds(10))
        .until(() -> learning.told(roadmap).size() == expected);
  }

  private void tickAll(
      String learner, String roadmap, List<String> leaves, CountDownLatch underWay) {
    for (String leaf : leaves) {
      learning.tick(learner, roadmap, leaf);
      underWay.countDown();
    }
  }

  /** Load that lasts for as long as the service is on its way down and up. */
  private void tickOnUntil(AtomicBoolean end, String learner, String roadmap, List<String> leaves) {
    for (int i = 0; !end.get(); i++) {
      learning.tick(learner, roadmap, leaves.get(i % leaves.size()));
      LockSupport.parkNanos(BETWEEN_TWO_TICKS.toNanos());
    }
  }

  private static void restart(String part) throws IOException, InterruptedException {
    Process restart =
        new ProcessBuilder(System.getenv("TRILHA_RESTART"), part).redirectErrorStream(true).start();
    var inTime =
        restart
            .onExit()
            .orTimeout(TIME_TO_RESTART.toSeconds(), TimeUnit.SECONDS)
            .exceptionally(_ -> restart.destroyForcibly());
    String said = new String(restart.getInputStream().readAllBytes(), UTF_8);
    System.out.print(said);
    inTime.join();
    restart.waitFor();
    assertThat(restart.exitValue())
        .as("%s stops by itself and comes back: %s", part, said)
        .isZero();
  }
}
