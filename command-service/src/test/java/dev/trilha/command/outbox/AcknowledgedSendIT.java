package dev.trilha.command.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trilha.testservers.SharedServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a real broker takes, and of whom. */
class AcknowledgedSendIT {
  private static final String KAFKA = SharedServers.kafka().bootstrapServers();

  private final String topic = "sent-" + UUID.randomUUID();
  private final List<KafkaProducer<String, byte[]>> producers = new ArrayList<>();

  @BeforeEach
  void makeATopic() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", KAFKA))) {
      NewTopic small =
          new NewTopic(topic, 1, (short) 1).configs(Map.of("max.message.bytes", "1000000"));
      admin.createTopics(List.of(small)).all().get();
    }
  }

  @AfterEach
  void close() {
    producers.forEach(producer -> producer.close(Duration.ZERO));
  }

  /** One replica of the relay. */
  private AcknowledgedSend replica() {
    KafkaProducer<String, byte[]> producer = new KafkaSettings(KAFKA).producer(1, "relay-" + topic);
    producers.add(producer);
    AcknowledgedSend send = new AcknowledgedSend(producer);
    send.begin();
    return send;
  }

  private List<ProducerRecord<String, byte[]>> records(String... texts) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    for (String text : texts) {
      records.add(new ProducerRecord<>(topic, "key", text.getBytes(UTF_8)));
    }
    return records;
  }

  /**
   * @param isolation {@code read_uncommitted} for whatever was ever written
   */
  private List<String> topic(String isolation) {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", KAFKA, "isolation.level", isolation),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      List<String> found = new ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> found.add(new String(record.value(), UTF_8)));
      }
      return found;
    }
  }

  @Test
  void onlyTheReplicaThatBeganLastIsHeard() throws Exception {
    AcknowledgedSend first = replica();
    first.all(records("a"));
    AcknowledgedSend second = replica();
    second.all(records("b"));

    assertThatThrownBy(() -> first.all(records("c"))).isInstanceOf(KafkaException.class);
    assertThat(topic("read_uncommitted")).containsExactly("a", "b");
  }

  @Test
  void whatTheBrokerRefusesKeepsNothingElseBack() throws Exception {
    byte[] noise = new byte[1_500_000];
    new Random(1).nextBytes(noise);
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>(records("a", "?", "b"));
    records.set(1, new ProducerRecord<>(topic, "key", noise));

    assertThat(replica().all(records))
        .extracting(Optional::isPresent)
        .containsExactly(false, true, false);
    assertThat(topic("read_committed")).containsExactly("a", "b");
  }

  @Test
  void whatNoRequestHoldsIsNotEvenTried() throws Exception {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>(records("a", "?", "b"));
    records.set(
        1, new ProducerRecord<>(topic, "key", new byte[KafkaSettings.LARGEST_RECORD_BYTES]));

    assertThat(replica().all(records))
        .extracting(Optional::isPresent)
        .containsExactly(false, true, false);
    assertThat(topic("read_uncommitted")).containsExactly("a", "b");
  }
}
