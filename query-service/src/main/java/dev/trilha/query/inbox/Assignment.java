package dev.trilha.query.inbox;

import dev.trilha.query.inbox.Positions.Position;
import dev.trilha.query.inbox.Positions.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions that one consumer has, and where each stands. A partition is read only after its
 * position has been taken from the database; until then it is paused.
 *
 * <p>Used by the consumer's own thread only, rebalances included.
 */
class Assignment implements ConsumerRebalanceListener {
  private final Consumer<String, byte[]> consumer;
  private final Positions positions;
  private final InboxMetrics metrics;
  private final Map<TopicPartition, Position> reading = new HashMap<>();
  private final Set<TopicPartition> unpositioned = new HashSet<>();

  Assignment(Consumer<String, byte[]> consumer, Positions positions, InboxMetrics metrics) {
    this.consumer = consumer;
    this.positions = positions;
    this.metrics = metrics;
  }

  /** Whether every partition is being read. */
  boolean isPositioned() {
    return unpositioned.isEmpty();
  }

  int size() {
    return reading.size();
  }

  /** Begins to read those partitions that wait for it, where the database says. */
  void position() {
    if (unpositioned.isEmpty()) {
      return;
    }
    Map<TopicPartition, Position> stored = positions.of(unpositioned);
    stored.forEach((partition, position) -> {
      if (position.nextOffset() == Positions.NOTHING_READ) {
        consumer.seekToBeginning(Set.of(partition));
      } else {
        consumer.seek(partition, position.nextOffset());
      }
    });
    consumer.resume(stored.keySet());
    reading.putAll(stored);
    unpositioned.removeAll(stored.keySet());
  }

  /** Forgets where the partitions stand: something has failed, and the database knows better. */
  void positionAgain() {
    unpositioned.addAll(reading.keySet());
    reading.clear();
    consumer.pause(unpositioned);
  }

  List<Intake.Slice> slices(ConsumerRecords<String, byte[]> polled) {
    List<Intake.Slice> slices = new ArrayList<>();
    for (TopicPartition partition : polled.partitions()) {
      Position position = reading.get(partition);
      if (position != null) {
        slices.add(new Intake.Slice(partition, position.nextOffset(), polled.records(partition)));
      }
    }
    return slices;
  }

  void moved(List<Step> steps) {
    steps.forEach(
        step -> reading.put(step.partition(), new Position(step.next(), step.readUpTo())));
  }

  /**
   * Asks Kafka where the partitions end, and notes how far behind they are and since when nothing
   * is missing.
   *
   * @return whether nothing is missing
   */
  boolean look(Instant now, Duration patience) {
    if (reading.isEmpty()) {
      // Only to see that Kafka answers.
      consumer.listTopics(patience);
      return true;
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(reading.keySet(), patience);
    List<Step> caughtUp = new ArrayList<>();
    reading.forEach((partition, position) -> {
      long end = ends.getOrDefault(partition, Long.MAX_VALUE);
      // Not the stored position: the client also knows of the holes that compaction left.
      long behind = Math.max(0, end - consumer.position(partition, patience));
      if (behind == 0) {
        caughtUp.add(new Step(partition, position.nextOffset(), position.nextOffset(), now));
      }
      metrics.standsBehind(partition, behind);
    });
    if (!caughtUp.isEmpty()) {
      positions.caughtUp(caughtUp);
    }
    return caughtUp.size() == reading.size();
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    // A paused partition still needs some position, or the client looks for a committed offset, and
    // there is none.
    partitions.forEach(partition -> consumer.seek(partition, 0));
    consumer.pause(partitions);
    unpositioned.addAll(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    unpositioned.removeAll(Set.copyOf(partitions));
    reading.keySet().removeAll(Set.copyOf(partitions));
    metrics.gone(partitions);
  }

  /** When the consumer itself is given up. */
  void end() {
    metrics.gone(reading.keySet());
  }
}
