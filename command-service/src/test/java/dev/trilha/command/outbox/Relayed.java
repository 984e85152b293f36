package dev.trilha.command.outbox;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.command.CommandService;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.EventRecords;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import dev.trilha.testservers.SharedServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** One team of a test, its relay's slot, and what of the team reached Kafka. */
final class Relayed {
  private final String team = "t" + UUID.randomUUID().toString().substring(0, 8);
  private final String slot = "s_" + UUID.randomUUID().toString().replace('-', '_');
  private final String kafka;

  Relayed(String kafka) {
    this.kafka = kafka;
  }

  Relayed() {
    this(SharedServers.kafka().bootstrapServers());
  }

  String team() {
    return team;
  }

  String slot() {
    return slot;
  }

  String slotSetting() {
    return "--trilha.relay.slot=" + slot;
  }

  void form(CommandService service) {
    assertThat(service.put("/v1/teams/" + team, "{\"name\":\"Aurora\"}").status()).isEqualTo(200);
  }

  void join(CommandService service, String... learners) {
    for (String learner : learners) {
      assertThat(service.put("/v1/teams/" + team + "/members/" + learner, null).status())
          .isEqualTo(200);
    }
  }

  /** Kafka has the first so many events of the team, each at least once and in order. */
  List<RecordedEvent> awaitEvents(int count) {
    List<RecordedEvent> events =
        await("only some of the %d different events of %s reached Kafka".formatted(count, team))
            .atMost(ofSeconds(40))
            .until(this::events, found -> sequences(found).size() >= count);
    assertThat(sequences(events)).isEqualTo(LongStream.range(0, count).boxed().toList());
    return events;
  }

  private List<RecordedEvent> events() {
    return records(Topic.TEAM, team).stream().map(EventRecords::read).toList();
  }

  /** In the order in which they came first. */
  static List<Long> sequences(List<RecordedEvent> events) {
    return events.stream().map(RecordedEvent::sequence).distinct().toList();
  }

  List<ConsumerRecord<String, byte[]>> records(Topic topic, String key) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", kafka),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.topicName()).stream()
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

  /** To Kafka, by hand. */
  Delivery delivery(JdbcClient jdbc, KafkaProducer<String, byte[]> producer) {
    Clock clock = Clock.systemUTC();
    ParkedRows parked = new ParkedRows(jdbc, clock);
    OutboxSlot outbox = new OutboxSlot(jdbc, jdbc, slot, ofSeconds(30));
    AcknowledgedSend send = new AcknowledgedSend(producer);
    send.begin();
    return new Delivery(
        send,
        parked,
        new RelayMetrics(new SimpleMeterRegistry(), new RelayLag(jdbc, outbox, parked, clock)));
  }

  /** The relay has noted that every event that is there was written by a transaction of old. */
  static void awaitSettled(CommandService service) {
    await("the relay never noted that it had settled everything")
        .atMost(ofSeconds(30))
        .until(() ->
            service
                .texts(
                    "select 1 from event, relay_progress where oldest_transaction is null or"
                        + " age(event.xmin) <= age(oldest_transaction::xid)")
                .isEmpty());
  }

  /** What health says of the relay. */
  static JsonNode health(CommandService service) {
    return service.get("/actuator/health").body().at("/components/relay");
  }

  static void awaitState(CommandService service, String state) {
    await("the relay never was " + state)
        .atMost(ofSeconds(40))
        .untilAsserted(() ->
            assertThat(health(service).at("/details/state").asString())
                .as(health(service).toString())
                .isEqualTo(state));
  }

  /** It failed, it says why, and health is down for it. */
  static void awaitFailure(CommandService service, String cause) {
    await("the relay never said: " + cause)
        .atMost(ofSeconds(40))
        .untilAsserted(() -> {
          JsonNode health = health(service);
          assertThat(health.at("/details/cause").asString("")).contains(cause);
          assertThat(health.at("/status").asString()).isEqualTo("DOWN");
        });
  }
}
