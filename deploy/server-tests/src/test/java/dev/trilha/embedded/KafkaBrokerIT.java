package dev.trilha.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {
  @TempDir Path directory;

  @Test
  void givesBackAfterARestartWhatItAcknowledgedBefore() throws Exception {
    try (var first = KafkaBroker.start(KafkaSettings.keptIn(directory))) {
      createTopic(first, "kept");
      send(first, "kept", "still here");
    }
    try (var second = KafkaBroker.start(KafkaSettings.keptIn(directory))) {
      assertThat(read(second, "kept", "classic")).containsExactly("still here");
    }
  }

  @Test
  void servesConsumersOfTheNewGroupProtocol() throws Exception {
    var broker = OneForAll.kafka();
    createTopic(broker, "new-protocol");
    send(broker, "new-protocol", "hello");
    assertThat(read(broker, "new-protocol", "consumer")).containsExactly("hello");
  }

  @Test
  void makesNoTopicOutOfATypo() {
    var configuration =
        Map.<String, Object>of(
            "bootstrap.servers", OneForAll.kafka().bootstrapServers(), "max.block.ms", 1_000);
    try (var producer =
        new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer())) {
      assertThatThrownBy(() -> producer.send(new ProducerRecord<>("tpyo", "x")).get())
          .hasCauseInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void keepsConsumerOffsetsInOnePartition() throws Exception {
    var broker = OneForAll.kafka();
    createTopic(broker, "offsets");
    send(broker, "offsets", "hello");
    read(broker, "offsets", "classic");
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      var topics = admin.describeTopics(List.of("__consumer_offsets")).allTopicNames().get();
      assertThat(topics.values())
          .singleElement()
          .satisfies(topic -> assertThat(topic.partitions()).hasSize(1));
    }
  }

  @Test
  void namesATakenPort() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings = KafkaSettings.keptIn(directory).onPorts(taken.getLocalPort(), 0);
      assertThatThrownBy(() -> KafkaBroker.start(settings))
          .isInstanceOf(ServerFailed.class)
          .hasMessage("port %d of 127.0.0.1 is taken".formatted(taken.getLocalPort()));
    }
  }

  @Test
  void refusesADirectoryThatAnotherBrokerUses() {
    try (var first = KafkaBroker.start(KafkaSettings.keptIn(directory))) {
      assertThat(first.port()).isPositive();
      assertThatThrownBy(() -> KafkaBroker.start(KafkaSettings.keptIn(directory)))
          .isInstanceOf(ServerFailed.class)
          .hasMessage("another broker uses " + directory);
    }
  }

  private static void createTopic(KafkaBroker broker, String name) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
  }

  private static void send(KafkaBroker broker, String topic, String value) throws Exception {
    Map<String, Object> configuration =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
    try (var producer =
        new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
  }

  private static List<String> read(KafkaBroker broker, String topic, String protocol) {
    Map<String, Object> configuration =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "group.id",
            "reader-of-" + topic,
            "group.protocol",
            protocol,
            "auto.offset.reset",
            "earliest");
    var values = new ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      await()
          .alias("no record of " + topic)
          .atMost(Duration.ofSeconds(20))
          .until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(found -> values.add(found.value()));
            return !values.isEmpty();
          });
    }
    return values;
  }
}
