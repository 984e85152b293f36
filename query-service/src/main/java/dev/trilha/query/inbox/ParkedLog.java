package dev.trilha.query.inbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads records of Kafka once more, by their places. */
class ParkedLog {
  /** A longer way than this to the next record is jumped. */
  private static final long STROLL = 2_000;

  private final Supplier<Consumer<String, byte[]>> consumers;

  /**
   * @param consumers make consumers that belong to no group
   */
  ParkedLog(Supplier<Consumer<String, byte[]>> consumers) {
    this.consumers = consumers;
  }

  /**
   * @param records of one partition, in order, at least one
   * @param kept what of each is returned: they may be many
   * @return without those that Kafka no longer has
   * @throws KafkaException when Kafka does not answer in time
   */
  <T> Map<Place, T> read(
      List<ParkedRecord> records,
      Duration patience,
      Function<ConsumerRecord<String, byte[]>, T> kept) {
    var partition = new TopicPartition(records.getFirst().topic(), records.getFirst().partition());
    long deadline = System.nanoTime() + patience.toNanos();
    Map<Place, T> found = new HashMap<>();
    try (Consumer<String, byte[]> consumer = consumers.get()) {
      consumer.assign(List.of(partition));
      long beginning =
          consumer.beginningOffsets(List.of(partition), patience).getOrDefault(partition, 0L);
      long end = consumer.endOffsets(List.of(partition), patience).getOrDefault(partition, 0L);
      long position = -1;
      Map<Long, ConsumerRecord<String, byte[]>> passed = new HashMap<>();
      for (ParkedRecord record : records) {
        long wanted = record.offset();
        if (wanted < beginning || wanted >= end) {
          continue;
        }
        if (position < 0 || wanted > position + STROLL) {
          consumer.seek(partition, wanted);
          position = wanted;
        }
        while (position <= wanted) {
          if (System.nanoTime() > deadline) {
            throw new TimeoutException("Kafka did not give the records in time");
          }
          passed.clear();
          consumer.poll(Duration.ofMillis(100)).forEach(read -> passed.put(read.offset(), read));
          position = consumer.position(partition, patience);
        }
        ConsumerRecord<String, byte[]> here = passed.get(wanted);
        if (here != null) {
          found.put(Place.of(here), kept.apply(here));
        }
      }
    } catch (OffsetOutOfRangeException gone) {
      // Deleted while it was read: what was found is what there is.
      return found;
    }
    return found;
  }
}
