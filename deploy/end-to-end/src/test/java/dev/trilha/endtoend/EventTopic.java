package dev.trilha.endtoend;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic as anybody could, sharing nothing with the services. */
final class EventTopic {
  static final String ENROLLMENTS = "trilha.enrollment.v1";
  static final String TEAMS = "trilha.team.v1";
  private static final String COMMITTED = "read_committed";
  private static final String WHATEVER_WAS_WRITTEN = "read_uncommitted";

  private final String bootstrapServers;
  private final String topic;

  /** The topic of the enrollments. */
  EventTopic(String bootstrapServers) {
    this(bootstrapServers, ENROLLMENTS);
  }

  EventTopic(String bootstrapServers, String topic) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
  }

  /**
   * Of each stream of a roadmap's learners (of a team), its events in the order in which each came
   * first, as {@code sequence:id}.
   */
  Map<String, List<String>> events(String roadmap) {
    Map<String, LinkedHashSet<String>> first = new HashMap<>();
    read(
        COMMITTED,
        record -> {
          String stream = header(record, "ce_subject");
          if (stream.endsWith("/" + roadmap)) {
            first.computeIfAbsent(stream, _ -> new LinkedHashSet<>()).add(event(record));
          }
        });
    Map<String, List<String>> events = new HashMap<>();
    first.forEach((stream, found) -> events.put(stream, new ArrayList<>(found)));
    return events;
  }

  /** Where each partition ends. */
  Map<TopicPartition, Long> ends() {
    try (KafkaConsumer<String, byte[]> consumer = consumer(WHATEVER_WAS_WRITTEN)) {
      return consumer.endOffsets(partitions(consumer));
    }
  }

  /** Events that came again, as {@code stream sequence:id}, at these places or behind them. */
  List<String> copiesBehind(Map<TopicPartition, Long> places) {
    Set<String> seen = new HashSet<>();
    List<String> copies = new ArrayList<>();
    read(
        WHATEVER_WAS_WRITTEN,
        record -> {
          String event = header(record, "ce_subject") + " " + event(record);
          var partition = new TopicPartition(record.topic(), record.partition());
          if (!seen.add(event) && record.offset() >= places.getOrDefault(partition, 0L)) {
            copies.add(event);
          }
        });
    return copies;
  }

  /** All of it, as it stands. */
  private void read(String isolation, Consumer<ConsumerRecord<String, byte[]>> reader) {
    try (KafkaConsumer<String, byte[]> consumer = consumer(isolation)) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(reader);
      }
    }
  }

  private KafkaConsumer<String, byte[]> consumer(String isolation) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", isolation),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }

  private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
    return consumer.partitionsFor(topic).stream()
        .map(partition -> new TopicPartition(topic, partition.partition()))
        .toList();
  }

  private static String event(ConsumerRecord<String, byte[]> record) {
    return header(record, "ce_sequence") + ":" + header(record, "ce_id");
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
