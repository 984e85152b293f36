package dev.trilha.benchmark.projection;

import dev.trilha.benchmark.machine.BenchmarkFailed;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.EventRecords;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The beginning of what Kafka holds about enrollments, in memory. */
public final class EnrollmentLog {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(200);

  private EnrollmentLog() {}

  /**
   * Reads events in the order of their partitions; one learner's are all in one share.
   *
   * @param shares how many threads will write them
   * @param most in one share
   */
  public static List<List<RecordedEvent>> read(String bootstrapServers, int shares, int most) {
    String topic = Topic.ENROLLMENT.topicName();
    List<List<RecordedEvent>> read = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "none"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, PATIENCE).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      for (int share = 0; share < shares; share++) {
        List<TopicPartition> own = new ArrayList<>();
        for (int i = share; i < partitions.size(); i += shares) {
          own.add(partitions.get(i));
        }
        read.add(read(consumer, own, most));
      }
    } catch (KafkaException e) {
      throw new BenchmarkFailed("the events cannot be read again: " + e.getMessage(), e);
    }
    return read;
  }

  private static List<RecordedEvent> read(
      KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions, int most) {
    List<RecordedEvent> events = new ArrayList<>();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (events.size() < most
        && ends.entrySet().stream()
            .anyMatch(end -> consumer.position(end.getKey(), PATIENCE) < end.getValue())) {
      if (System.nanoTime() - deadline > 0) {
        throw new BenchmarkFailed("Kafka did not give its events in time");
      }
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        if (events.size() < most) {
          events.add(EventRecords.read(record));
        }
      }
    }
    return events;
  }
}
