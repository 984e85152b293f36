package dev.trilha.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Several command-services on one store: which of them relays, and which one when that is gone. */
@EnabledIfEnvironmentVariable(named = "TRILHA_FAULTS", matches = "[1-9]\\d{0,2}")
class RelayReplicasIT {
  private static final long SEED = Seed.of(RelayReplicasIT.class);
  private static final Duration TAKEN_OVER_WITHIN = Duration.ofSeconds(30);
  private static final Map<String, String> LEASE = Map.of("TRILHA_RELAY_LEASE", "10s");

  private static OwnTrilha trilha;
  private static Replica query;

  private final String roadmap = "replicas-" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeAll
  static void start() throws Exception {
    trilha = OwnTrilha.start("relay-replicas");
    trilha.command("first", LEASE).stop();
    query = trilha.query("query", Map.of());
  }

  @AfterAll
  static void stop() {
    trilha.close();
  }

  @AfterEach
  void endReplicas() {
    trilha.killCommands();
  }

  private Crowd crowd(Replica writes) {
    return Crowd.on(roadmap, new Learning(writes.caller(), query.caller()), SEED);
  }

  @Test
  void theNextReplicaRelaysWhenTheLeaderIsKilled() throws Exception {
    List<Replica> replicas = leaderFirst();
    Crowd crowd = crowd(replicas.get(1));
    replicas.getFirst().kill();

    takesOver(replicas.get(1));
    crowd.ticksOn(100);
    Oracles.of(trilha).hold(crowd, "the end of the leader");
    Oracles.relayIsWell(replicas.get(1).caller(), "the end of the leader");
  }

  @Test
  void aLeaderThatWasFrozenSendsNothingMoreWhenItWakesUp() throws Exception {
    List<Replica> replicas = leaderFirst();
    Crowd crowd = crowd(replicas.get(1));
    replicas.getFirst().signal(Signal.STOP);
    takesOver(replicas.get(1));
    crowd.ticksOn(200);
    var topic = new EventTopic(trilha.kafka().servers());
    Map<TopicPartition, Long> ends = topic.ends();
    replicas.getFirst().signal(Signal.CONT);
    crowd.ticksOn(200);

    await("the former leader never stood by")
        .atMost(TAKEN_OVER_WITHIN)
        .until(() -> replicas.getFirst().relayState().equals("STANDBY"));
    Oracles.of(trilha).hold(crowd, "a frozen leader");
    Oracles.relayIsWell(replicas.get(1).caller(), "a frozen leader");
    assertThat(topic.copiesBehind(ends)).as("what the one that woke up sent").isEmpty();
  }

  private static List<Replica> leaderFirst() throws Exception {
    Replica one = trilha.command("one", LEASE);
    await("nobody led")
        .atMost(Duration.ofMinutes(1))
        .until(() -> one.relayState().equals("STREAMING"));
    Replica other = trilha.command("other", LEASE);
    await("the second never stood by")
        .atMost(Duration.ofMinutes(1))
        .until(() -> other.relayState().equals("STANDBY"));
    return List.of(one, other);
  }

  private static void takesOver(Replica next) {
    await("the next replica never relayed")
        .atMost(TAKEN_OVER_WITHIN)
        .until(() -> next.relayState().equals("STREAMING"));
  }
}
