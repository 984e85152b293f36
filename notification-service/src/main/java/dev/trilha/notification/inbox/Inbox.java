package dev.trilha.notification.inbox;

import dev.trilha.notification.inbox.InboxMetrics.Outcome;
import dev.trilha.notification.transaction.Transactions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchAcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.support.Acknowledgment;

/**
 * Reads Kafka into the database: a batch of records, all that they cause and the offsets behind
 * them are one transaction. Kafka's own offsets are not used; on assignment reading goes on where
 * the database says.
 *
 * <p>Whatever fails, the batch is read again after a pause, unless a record itself is at fault:
 * that one is parked.
 */
final class Inbox
    implements BatchAcknowledgingConsumerAwareMessageListener<String, byte[]>,
        ConsumerAwareRebalanceListener {
  static final Comparator<TopicPartition> BY_NAME =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private static final Logger log = LoggerFactory.getLogger(Inbox.class);
  private static final long BETWEEN_HOLES_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Transactions transactions;
  private final Offsets offsets;
  private final RecordApplier applier;
  private final InboxMetrics metrics;
  private final InboxState state;
  private final Pause pause;

  /** What the database said last; of the consumer's thread alone. */
  private final Map<TopicPartition, Long> expected = new HashMap<>();

  private long holesPassed = System.nanoTime();

  Inbox(
      Transactions transactions,
      Offsets offsets,
      RecordApplier applier,
      InboxMetrics metrics,
      InboxState state,
      Pause pause) {
    this.transactions = transactions;
    this.offsets = offsets;
    this.applier = applier;
    this.metrics = metrics;
    this.state = state;
    this.pause = pause;
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    goToStored(consumer, partitions);
    state.running();
  }

  @Override
  public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    expected.keySet().removeAll(partitions);
    state.assigned(expected.keySet());
  }

  @Override
  public void onPartitionsRevokedAfterCommit(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    onPartitionsLost(consumer, partitions);
  }

  @Override
  public void onMessage(
      List<ConsumerRecord<String, byte[]>> records,
      @Nullable Acknowledgment acknowledgment,
      @Nullable Consumer<?, ?> consumer) {
    if (consumer == null) {
      throw new IllegalStateException("the container gave no consumer");
    }
    var batches = new TreeMap<TopicPartition, List<ConsumerRecord<String, byte[]>>>(BY_NAME);
    for (ConsumerRecord<String, byte[]> record : records) {
      batches
          .computeIfAbsent(
              new TopicPartition(record.topic(), record.partition()), _ -> new ArrayList<>())
          .add(record);
    }
    try {
      apply(batches);
      state.running();
      pause.reset();
      if (System.nanoTime() - holesPassed >= BETWEEN_HOLES_NANOS) {
        passHoles(consumer);
      }
    } catch (PartitionMoved moved) {
      log.warn("{}: another replica has read on; going on where it is", moved.getMessage());
      goToStored(consumer, batches.keySet());
    } catch (RuntimeException e) {
      log.warn("a batch of {} records is tried again: {}", records.size(), e.toString());
      state.failing(e);
      pause.take();
      goToStored(consumer, batches.keySet());
    }
  }

  /**
   * Stores how far the consumer is beyond the last record that it gave: over the ends of the
   * sender's transactions and what compaction took, which are offsets without a record. Otherwise
   * the end of a partition would never be reached.
   */
  void passHoles(Consumer<?, ?> consumer) {
    holesPassed = System.nanoTime();
    var passed = new TreeMap<TopicPartition, Long>(BY_NAME);
    expected.forEach((partition, next) -> {
      long position = consumer.position(partition);
      if (position > next) {
        passed.put(partition, position);
      }
    });
    if (passed.isEmpty()) {
      return;
    }
    try {
      transactions.run(() -> passed.forEach(this::advance));
      expected.putAll(passed);
    } catch (PartitionMoved moved) {
      log.warn("{}: another replica has read on; going on where it is", moved.getMessage());
      goToStored(consumer, passed.keySet());
    } catch (RuntimeException notNow) {
      // Nothing depends on it but how far behind this seems.
      log.debug("the ends of transactions are not passed yet: {}", notNow.toString());
    }
  }

  private void apply(Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> batches) {
    try {
      inOneTransaction(batches);
    } catch (PartitionMoved moved) {
      throw moved;
    } catch (RuntimeException e) {
      if (!Failures.isTheRecords(e)) {
        throw e;
      }
      log.warn(
          "a record of the batch is at fault, applying them one by one: {}", Failures.describe(e));
      batches.forEach((partition, records) -> records.forEach(record -> alone(partition, record)));
    }
  }

  private void alone(TopicPartition partition, ConsumerRecord<String, byte[]> record) {
    var batch = Map.of(partition, List.of(record));
    try {
      inOneTransaction(batch);
    } catch (PartitionMoved moved) {
      throw moved;
    } catch (RuntimeException e) {
      if (!Failures.isTheRecords(e)) {
        throw e;
      }
      commit(batch, _ -> applier.park(record, "HANDLER_FAILED", Failures.describe(e)));
    }
  }

  private void inOneTransaction(Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> batches) {
    commit(batches, applier::apply);
  }

  private void commit(
      Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> batches,
      Function<ConsumerRecord<String, byte[]>, Outcome> action) {
    var outcomes = new ArrayList<Map.Entry<String, Outcome>>();
    transactions.run(() -> {
      // First, so that whoever else believes to own the partition waits here and then sees that it
      // doesn't.
      batches.forEach((partition, records) -> advance(partition, records.getLast().offset() + 1));
      batches.forEach((partition, records) ->
          records.forEach(
              record -> outcomes.add(Map.entry(partition.topic(), action.apply(record)))));
    });
    batches.forEach(
        (partition, records) -> expected.put(partition, records.getLast().offset() + 1));
    outcomes.forEach(outcome -> metrics.count(outcome.getKey(), outcome.getValue()));
  }

  private void advance(TopicPartition partition, long to) {
    Long from = expected.get(partition);
    if (from == null || !offsets.advance(partition, from, to)) {
      throw new PartitionMoved(partition);
    }
  }

  /**
   * Without the stored offsets there is nowhere to read from, so this asks until it has them or the
   * service stops.
   */
  private void goToStored(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    while (!pause.isStopped()) {
      try {
        seek(consumer, partitions);
        return;
      } catch (RuntimeException e) {
        log.warn("the stored offsets cannot be read: {}", e.toString());
        state.failing(e);
        pause.take();
      }
    }
  }

  private void seek(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    offsets
        .next(partitions)
        .forEach((partition, next) -> {
          expected.put(partition, next);
          if (next == 0) {
            // Compaction may have taken the first ones.
            consumer.seekToBeginning(List.of(partition));
          } else {
            consumer.seek(partition, next);
          }
        });
    state.assigned(expected.keySet());
  }

  /** Somebody else stores the offsets of a partition that this consumer believes to be its own. */
  private static final class PartitionMoved extends RuntimeException {
    private static final long serialVersionUID = 1;

    PartitionMoved(TopicPartition partition) {
      super(partition.toString());
    }
  }
}
