package dev.trilha.command.outbox;

import dev.trilha.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks whether Kafka has events that the store does not: then the store was restored from an older
 * backup, or is another one, and what it gives from now on would take the places of those events.
 */
final class KafkaAhead {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaAhead.class);

  /** Of each partition; copies that were sent again may hide the newest for a while. */
  private static final int NEWEST = 50;

  private static final int SHOWN = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaSettings kafka;
  private final JdbcClient jdbc;

  KafkaAhead(KafkaSettings kafka, JdbcClient jdbc) {
    this.kafka = kafka;
    this.jdbc = jdbc;
  }

  private record Told(String id, String stream, long sequence) {
    @Override
    public String toString() {
      return "%s (%s, sequence %d)".formatted(id, stream, sequence);
    }
  }

  /**
   * @param accepted whether an administrator knows, and wants to go on
   * @throws IllegalStateException when there are such events and nobody accepted that; names them
   */
  void require(boolean accepted) {
    List<Told> strange = notStored(newest());
    if (strange.isEmpty()) {
      return;
    }
    String found =
        "Kafka has %d of its newest events that the store does not have, as after restoring an older backup: %s%s"
            .formatted(
                strange.size(),
                String.join(", ", strange.stream().limit(SHOWN).map(Told::toString).toList()),
                strange.size() > SHOWN ? "…" : "");
    if (!accepted) {
      throw new IllegalStateException(
          found + ". Restore a newer backup, or accept it with trilha.relay.accept-divergence");
    }
    LOG.warn("{}. That was accepted: consumers have to be rebuilt", found);
  }

  private List<Told> notStored(List<Told> told) {
    if (told.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select told.id, told.stream, told.sequence
            from unnest(?::text[], ?::text[], ?::bigint[]) as told (id, stream, sequence)
            left join event on event.stream = told.stream and event.sequence = told.sequence
            where event.event_id::text is distinct from told.id
            """)
        .param(told.stream().map(Told::id).toArray(String[]::new))
        .param(told.stream().map(Told::stream).toArray(String[]::new))
        .param(told.stream().map(Told::sequence).toArray(Long[]::new))
        .query((row, number) ->
            new Told(row.getString("id"), row.getString("stream"), row.getLong("sequence")))
        .list();
  }

  private List<Told> newest() {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            kafka.consumer(), new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          Arrays.stream(Topic.values())
              .filter(topic -> !topic.compacted())
              .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
              .map(KafkaAhead::partition)
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      for (TopicPartition partition : partitions) {
        consumer.seek(
            partition, Math.max(offset(begins, partition), offset(ends, partition) - NEWEST));
      }
      return read(consumer, ends);
    }
  }

  private static List<Told> read(
      KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    List<Told> told = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (ends.keySet().stream()
        .anyMatch(partition -> consumer.position(partition) < offset(ends, partition))) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("Kafka did not give its newest events within " + PATIENCE);
      }
      // Records are taken one fetch at a time, and only their headers are kept: roadmaps are large.
      consumer.poll(POLL).forEach(record -> told(record).ifPresent(told::add));
    }
    return told;
  }

  /** Nothing when the record is no event of ours; readers refuse such ones by themselves. */
  private static Optional<Told> told(ConsumerRecord<String, byte[]> record) {
    String id = header(record, "ce_id");
    String stream = header(record, "ce_subject");
    String sequence = header(record, "ce_sequence");
    return id == null || stream == null || sequence == null || !sequence.matches("\\d{1,18}")
        ? Optional.empty()
        : Optional.of(new Told(id, stream, Long.parseLong(sequence)));
  }

  private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8).replace("\0", "");
  }

  private static TopicPartition partition(PartitionInfo partition) {
    return new TopicPartition(partition.topic(), partition.partition());
  }

  private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return offsets.getOrDefault(partition, 0L);
  }
}
