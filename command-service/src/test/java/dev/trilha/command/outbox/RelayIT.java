package dev.trilha.command.outbox;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.command.CommandService;
import dev.trilha.embedded.Database;
import dev.trilha.schemas.LearnerProfile;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.EventRecords;
import dev.trilha.schemas.cloudevents.ProfileRecords;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import dev.trilha.testservers.SharedServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

/**
 * From the committed row to the record of Kafka. The topics are shared by all tests of this class:
 * each uses names of its own.
 */
class RelayIT {
  private final String team = "t" + UUID.randomUUID().toString().substring(0, 8);

  @Test
  void whatIsStoredReachesKafkaInItsOrder() {
    try (CommandService service = CommandService.start("--trilha.relay.slot=" + slot())) {
      streaming(service);
      service.put("/v1/teams/" + team, "{\"name\":\"Aurora\"}");
      for (int i = 0; i < 50; i++) {
        service.put("/v1/teams/" + team + "/members/l" + i, null);
      }

      List<RecordedEvent> relayed = relayed(51);
      assertThat(relayed).extracting(RecordedEvent::sequence).isEqualTo(sequences(51));
    }
  }

  @Test
  void whatWasStoredWhileTheRelayWasAwayIsSentWhenItIsBack() {
    Database database = SharedServers.freshDatabase();
    String slot = slot();
    try (CommandService service = CommandService.start(database, "--trilha.relay.slot=" + slot)) {
      service.put("/v1/teams/" + team, "{\"name\":\"Aurora\"}");
      relayed(1);
    }
    try (CommandService service = CommandService.start(database)) {
      service.put("/v1/teams/" + team + "/members/ana", null);
    }
    try (CommandService service = CommandService.start(database, "--trilha.relay.slot=" + slot)) {
      service.put("/v1/teams/" + team + "/members/bruno", null);

      assertThat(distinct(relayed(3))).isEqualTo(sequences(3));
    }
  }

  @Test
  void aLostSlotIsReplacedAndTheStoreIsSentFromItsTable() {
    Database database = SharedServers.freshDatabase();
    String slot = slot();
    try (CommandService service = CommandService.start(database, "--trilha.relay.slot=" + slot)) {
      service.put("/v1/teams/" + team, "{\"name\":\"Aurora\"}");
      relayed(1);
    }
    try (CommandService service = CommandService.start(database)) {
      service.put("/v1/teams/" + team + "/members/ana", null);
      service.texts("select pg_drop_replication_slot(?)::text", slot);
    }
    try (CommandService service = CommandService.start(database, "--trilha.relay.slot=" + slot)) {
      service.put("/v1/teams/" + team + "/members/bruno", null);

      assertThat(distinct(relayed(3))).isEqualTo(sequences(3));
      assertThat(service.texts("select slot from relay_backfill")).isEmpty();
    }
  }

  @Test
  void aProfileIsSentAndItsErasureIsATombstone() {
    try (CommandService service = CommandService.start("--trilha.relay.slot=" + slot())) {
      streaming(service);
      String learner = "learner-" + team;
      service.put(
          "/v1/learners/" + learner + "/profile",
          "{\"displayName\":\"Ana\",\"timeZone\":\"America/Sao_Paulo\"}");
      service.delete("/v1/learners/" + learner);

      await("the tombstone never came")
          .atMost(ofSeconds(30))
          .untilAsserted(() ->
              assertThat(records(Topic.LEARNER_PROFILE, learner).stream().map(ProfileRecords::read))
                  .extracting(profile -> profile.map(LearnerProfile::displayName))
                  .containsExactly(Optional.of("Ana"), Optional.empty()));
    }
  }

  @Test
  void healthTellsWhatTheRelayDoes() {
    try (CommandService service = CommandService.start("--trilha.relay.slot=" + slot())) {
      streaming(service);
    }
  }

  @Test
  void ticksAreTakenWhileKafkaIsAway() {
    try (CommandService service =
        CommandService.start(
            "--trilha.relay.slot=" + slot(), "--trilha.kafka.bootstrap-servers=127.0.0.1:1")) {
      assertThat(service.put("/v1/teams/" + team, "{\"name\":\"Aurora\"}").status()).isEqualTo(200);
      assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(200);
    }
  }

  private static void streaming(CommandService service) {
    await("the relay never streamed")
        .atMost(ofSeconds(30))
        .untilAsserted(() ->
            assertThat(
                    service
                        .get("/actuator/health")
                        .body()
                        .at("/components/relay/details/state")
                        .asString())
                .isEqualTo("STREAMING"));
  }

  private String slot() {
    return "s_" + UUID.randomUUID().toString().replace('-', '_');
  }

  private static List<Long> sequences(int count) {
    List<Long> sequences = new ArrayList<>();
    for (long sequence = 0; sequence < count; sequence++) {
      sequences.add(sequence);
    }
    return sequences;
  }

  private static List<Long> distinct(List<RecordedEvent> events) {
    return events.stream().map(RecordedEvent::sequence).distinct().toList();
  }

  private List<RecordedEvent> relayed(int count) {
    return await("only some of the %d different events of %s reached Kafka".formatted(count, team))
        .atMost(ofSeconds(40))
        .until(
            () -> records(Topic.TEAM, team).stream().map(EventRecords::read).toList(),
            events -> distinct(events).size() >= count);
  }

  private static List<ConsumerRecord<String, byte[]>> records(Topic topic, String key) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", SharedServers.kafka().bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          Arrays.stream(consumer.partitionsFor(topic.topicName()).toArray(PartitionInfo[]::new))
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
      while (partitions.stream()
          .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(record -> {
              if (key.equals(record.key())) {
                found.add(record);
              }
            });
      }
      return found;
    }
  }
}
