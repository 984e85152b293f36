package dev.trilha.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.standalone.Platform;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each fault of the relay, while people tick, as often as {@code TRILHA_FAULTS} says and in an
 * order that {@code TRILHA_SEED} decides. Afterwards the store, Kafka and the read side are
 * compared.
 */
@EnabledIfEnvironmentVariable(named = "TRILHA_FAULTS", matches = "[1-9]\\d{0,2}")
class RelayFaultsIT {
  private static final int CLIENTS = 4;
  private static final int TIERS = 6;
  private static final int TICKS_BEFORE_THE_FAULT = 20;

  private static int runs;

  private final Platform platform = RunningTrilha.platform();
  private final EventStore store = new EventStore(platform.database("command"));
  private final EventTopic topic = new EventTopic(platform.kafkaBootstrapServers());
  private final Learning learning = new Learning(RunningTrilha.caller());

  static Stream<RelayFault> faults() {
    String given = System.getenv("TRILHA_SEED");
    long seed = given == null || given.isBlank() ? System.nanoTime() : Long.parseLong(given);
    System.out.println("faults of the relay: TRILHA_SEED=" + seed);
    List<RelayFault> faults = new ArrayList<>();
    Random random = new Random(seed);
    int rounds = Integer.parseInt(System.getenv("TRILHA_FAULTS"));
    for (int round = 0; round < rounds; round++) {
      List<RelayFault> all = new ArrayList<>(List.of(RelayFault.values()));
      Collections.shuffle(all, random);
      faults.addAll(all);
    }
    return faults.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void losesNothingAndKeepsTheOrder(RelayFault fault) throws Exception {
    String roadmap = "fault-%d".formatted(runs++);
    List<String> leaves = Learning.leaves(learning.roadmapOf(roadmap, TIERS));
    List<String> learners =
        IntStream.range(0, CLIENTS).mapToObj(i -> "%s-%d".formatted(roadmap, i)).toList();

    CountDownLatch underWay = new CountDownLatch(CLIENTS * TICKS_BEFORE_THE_FAULT);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> done = new ArrayList<>();
      for (String learner : learners) {
        done.add(
            clients.submit(() -> {
              for (String leaf : leaves) {
                learning.tick(learner, roadmap, leaf);
                underWay.countDown();
              }
            }));
      }
      underWay.await();
      fault.strike(platform);
      for (Future<?> client : done) {
        client.get();
      }
    }

    for (String learner : learners) {
      assertThat(store.completions(learner, roadmap))
          .as("ticks of %s in the store", learner)
          .containsExactlyInAnyOrderElementsOf(leaves);
      assertThat(store.missing(learner, roadmap)).as("holes in " + learner).isZero();
    }
    Map<String, List<String>> stored = store.events(roadmap);
    await("Kafka never had every event, or not in order, after " + fault)
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(topic.events(roadmap)).isEqualTo(stored));
    for (String learner : learners) {
      learning.progressShows(learner, roadmap, leaves.size());
    }
    Caller command = new Caller(URI.create("http://127.0.0.1:" + platform.part("command").port()));
    await("the relay never was well again after " + fault)
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> {
          var relay = command.get("/actuator/relay");
          assertThat(relay.path("state").asString()).isEqualTo("STREAMING");
          assertThat(relay.at("/lag/events").asLong(-1)).isZero();
          assertThat(relay.at("/slot/status").asString()).isEqualTo("reserved");
          assertThat(relay.path("parkedTotal").asLong(-1)).isZero();
        });
  }
}
