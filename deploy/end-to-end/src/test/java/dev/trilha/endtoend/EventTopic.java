package dev.trilha.endtoend;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the topic of the enrollments as anybody could, sharing nothing with the services. */
final class EventTopic {
  private static final String TOPIC = "trilha.enrollment.v1";

  private final String bootstrapServers;

  EventTopic(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Of each stream of a roadmap's learners, its events in the order in which each came first, as
   * {@code sequence:id}.
   */
  Map<String, List<String>> events(String roadmap) {
    Map<String, LinkedHashSet<String>> first = new HashMap<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(partition -> new TopicPartition(TOPIC, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          String stream = header(record, "ce_subject");
          if (stream.endsWith("/" + roadmap)) {
            first
                .computeIfAbsent(stream, _ -> new LinkedHashSet<>())
                .add(header(record, "ce_sequence") + ":" + header(record, "ce_id"));
          }
        }
      }
    }
    Map<String, List<String>> events = new HashMap<>();
    first.forEach((stream, found) -> events.put(stream, new ArrayList<>(found)));
    return events;
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
