package dev.trilha.command.outbox;

import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Where a key goes, by the number of partitions that the settings say and not by what the topic has
 * now: a topic that was enlarged splits no key before somebody notices. Kafka makes the instance by
 * name.
 */
public final class FixedPartitions implements Partitioner {
  static final String PARTITIONS = "trilha.partitions";

  private int partitions = 1;

  @Override
  public void configure(Map<String, ?> settings) {
    partitions = Integer.parseInt(String.valueOf(settings.get(PARTITIONS)));
  }

  /** As Kafka's own does it for a topic of so many partitions. */
  @Override
  public int partition(
      String topic,
      @Nullable Object key,
      byte @Nullable [] keyBytes,
      @Nullable Object value,
      byte @Nullable [] valueBytes,
      Cluster cluster) {
    if (keyBytes == null) {
      throw new IllegalArgumentException("every record has a key");
    }
    return Utils.toPositive(Utils.murmur2(keyBytes)) % partitions;
  }

  @Override
  public void close() {}
}
