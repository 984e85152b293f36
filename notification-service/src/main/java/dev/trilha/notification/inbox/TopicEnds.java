package dev.trilha.notification.inbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Where topics end in Kafka. */
final class TopicEnds {
  private static final long TIMEOUT_SECONDS = 10;

  private TopicEnds() {}

  /**
   * By partition; empty when there is no such topic.
   *
   * @throws IllegalStateException when Kafka does not say
   */
  static Map<Integer, Long> of(String topic, Admin admin) {
    try {
      TopicDescription description;
      try {
        description =
            admin
                .describeTopics(List.of(topic))
                .allTopicNames()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .get(topic);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
          return Map.of();
        }
        throw e;
      }
      if (description == null) {
        throw new IllegalStateException("Kafka did not describe " + topic);
      }
      var latest = new HashMap<TopicPartition, OffsetSpec>();
      description
          .partitions()
          .forEach(partition ->
              latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
      var ends = new HashMap<Integer, Long>();
      admin
          .listOffsets(latest)
          .all()
          .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
          .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
      return ends;
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("Kafka does not say where " + topic + " ends", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped", e);
    }
  }
}
