package dev.trilha.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Kafka loses what it should have kept. */
@EnabledIfEnvironmentVariable(named = "TRILHA_FAULTS", matches = "[1-9]\\d{0,2}")
class KafkaLossIT {
  private static final long SEED = Seed.of(KafkaLossIT.class);
  private static final Duration LONG = Duration.ofMinutes(2);
  private static final int PARTITIONS = 6;

  @Test
  void aTopicWithOtherPartitionsIsRefusedAndMadeAgainItIsFilledFromTheStore() throws Exception {
    try (OwnTrilha trilha = OwnTrilha.start("lost-topic")) {
      Replica command = trilha.command("command", Map.of("TRILHA_RELAY_TOPIC_CHECK", "1s"));
      Replica query = trilha.query("query", Map.of());
      Crowd crowd = Crowd.on("topic", new Learning(command.caller(), query.caller()), SEED);
      try (Admin admin = admin(trilha)) {
        admin
            .createPartitions(
                Map.of(EventTopic.ENROLLMENTS, NewPartitions.increaseTo(PARTITIONS + 1)))
            .all()
            .get();
        relaySays(command, "has 7 partitions");
        crowd.ticksOn(100);
        admin.deleteTopics(List.of(EventTopic.ENROLLMENTS)).all().get();
        relaySays(command, "is gone");
        crowd.ticksOn(100);
        assertThat(admin.listTopics().names().get()).doesNotContain(EventTopic.ENROLLMENTS);
        makeAgain(admin);
      }
      crowd.ticksOn(100);
      Oracles.relayIsWell(command.caller(), "the loss of a topic");
      query.rebuild("switch");

      Oracles.of(trilha).hold(crowd, "the loss of a topic");
    }
  }

  @Test
  void aReaderThatRetentionOvertookDoesNotJumpAndIsRebuiltFromTheStore() throws Exception {
    try (OwnTrilha trilha = OwnTrilha.start("retention")) {
      Replica command = trilha.command("command", Map.of("TRILHA_RELAY_TOPIC_CHECK", "1s"));
      Replica query = trilha.query("query", Map.of());
      var late = new Learning(command.caller(), query.caller());
      Crowd crowd = Crowd.on("retention", late, SEED);
      query.signal(Signal.STOP);
      crowd.ticksOn(300);
      Oracles.relayIsWell(command.caller(), "nothing yet");
      try (Admin admin = admin(trilha)) {
        forgetEverything(admin);
        query.signal(Signal.CONT);
        await("it never said that records are gone")
            .atMost(LONG)
            .until(() -> health(query).contains("out of range"));
        admin.deleteTopics(List.of(EventTopic.ENROLLMENTS)).all().get();
        relaySays(command, "is gone");
        makeAgain(admin);
      }
      Oracles.relayIsWell(command.caller(), "records that went before they were read");
      query.rebuild("switch");

      Oracles.of(trilha).hold(crowd, "records that went before they were read");
    }
  }

  private static Admin admin(OwnTrilha trilha) {
    return Admin.create(Map.of("bootstrap.servers", trilha.kafka().servers()));
  }

  private static void relaySays(Replica command, String cause) {
    await("the relay never said: " + cause)
        .atMost(LONG)
        .until(() -> command.relay().path("cause").asString("").contains(cause));
  }

  private static String health(Replica replica) throws IOException {
    return replica.caller().once("GET", "/actuator/health", "").body();
  }

  /** As if it had been kept for a shorter time than the reader was away. */
  private static void forgetEverything(Admin admin) throws Exception {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int i = 0; i < PARTITIONS; i++) {
      ends.put(new TopicPartition(EventTopic.ENROLLMENTS, i), OffsetSpec.latest());
    }
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    admin
        .listOffsets(ends)
        .all()
        .get()
        .forEach(
            (partition, end) -> all.put(partition, RecordsToDelete.beforeOffset(end.offset())));
    admin.deleteRecords(all).all().get();
  }

  private static void makeAgain(Admin admin) throws Exception {
    var topic =
        new NewTopic(EventTopic.ENROLLMENTS, PARTITIONS, (short) 1)
            .configs(
                Map.of(
                    TopicConfig.RETENTION_MS_CONFIG, "-1",
                    TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "8388608"));
    admin.createTopics(List.of(topic)).all().get();
  }
}
