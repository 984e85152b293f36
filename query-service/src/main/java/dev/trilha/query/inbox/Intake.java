package dev.trilha.query.inbox;

import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes a poll: its position, its parked records and the rows of every projection, in one
 * transaction. Either all of it can be read afterwards or nothing of it.
 *
 * <p>What the database refuses because of the data itself, or what a projection cannot map, is
 * found by writing the poll's records one by one, and parked. Every other failure is the caller's
 * to retry.
 */
class Intake {
  private final TransactionOperations transactions;
  private final Positions positions;
  private final Parking parking;
  private final List<Projection> projections;
  private final List<CommitListener> listeners;
  private final InboxMetrics metrics;
  private final Clock clock;

  Intake(
      TransactionOperations transactions,
      Positions positions,
      Parking parking,
      List<Projection> projections,
      List<CommitListener> listeners,
      InboxMetrics metrics,
      Clock clock) {
    this.transactions = transactions;
    this.positions = positions;
    this.parking = parking;
    this.projections = List.copyOf(projections);
    this.listeners = List.copyOf(listeners);
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * The records of one partition, in order and at least one.
   *
   * @param expected where the partition must stand
   */
  record Slice(
      TopicPartition partition, long expected, List<ConsumerRecord<String, byte[]>> records) {
    Positions.Step step(Instant now) {
      ConsumerRecord<String, byte[]> last = records.getLast();
      Instant sent = Instant.ofEpochMilli(Math.max(0, last.timestamp()));
      // A sender whose clock is ahead must not make the answers look fresher than now.
      return new Positions.Step(
          partition, expected, last.offset() + 1, sent.isBefore(now) ? sent : now);
    }
  }

  private record Written(Batch batch, List<Parking.Case> parked, Map<Topic, Integer> news) {}

  /**
   * @return where each partition stands now
   * @throws StaleConsumerException when another consumer owns one of the partitions
   * @throws DataAccessException when the database cannot write now
   */
  List<Positions.Step> take(List<Slice> slices) {
    try {
      return write(slices, null);
    } catch (StaleConsumerException | TransactionException retried) {
      throw retried;
    } catch (DataIntegrityViolationException refused) {
      return takeOneByOne(slices);
    } catch (DataAccessException retried) {
      throw retried;
    } catch (RuntimeException unmappable) {
      return takeOneByOne(slices);
    }
  }

  private List<Positions.Step> takeOneByOne(List<Slice> slices) {
    List<Positions.Step> steps = new ArrayList<>();
    for (Slice slice : slices) {
      long expected = slice.expected();
      Positions.Step step = null;
      for (ConsumerRecord<String, byte[]> record : slice.records()) {
        step = takeOne(new Slice(slice.partition(), expected, List.of(record)));
        expected = step.next();
      }
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
  }

  private Positions.Step takeOne(Slice slice) {
    try {
      return write(List.of(slice), null).getFirst();
    } catch (StaleConsumerException | TransactionException retried) {
      throw retried;
    } catch (DataIntegrityViolationException refused) {
      return write(List.of(slice), "the database refuses its content").getFirst();
    } catch (DataAccessException retried) {
      throw retried;
    } catch (RuntimeException unmappable) {
      return write(
              List.of(slice), "no projection can map it: " + unmappable.getClass().getSimpleName())
          .getFirst();
    }
  }

  /**
   * @param unmappable why none of the records may reach a projection; absent: they all may
   */
  private List<Positions.Step> write(List<Slice> slices, @Nullable String unmappable) {
    var timing = metrics.startBatch();
    Instant now = clock.instant();
    List<Positions.Step> steps = slices.stream().map(slice -> slice.step(now)).toList();
    Written written =
        transactions.execute(_ -> {
          // First, because it also locks: a consumer that lost the partition waits here and then
          // finds it moved.
          positions.advance(steps);
          return sortAndProject(slices, unmappable);
        });
    metrics.wrote(timing, slices, written.parked(), written.news());
    Parking.report(written.parked());
    listeners.forEach(listener -> listener.committed(written.batch()));
    return steps;
  }

  private Written sortAndProject(List<Slice> slices, @Nullable String unmappable) {
    List<ConsumerRecord<String, byte[]>> records =
        slices.stream().flatMap(slice -> slice.records().stream()).toList();
    List<Reading> readings = records.stream().map(RecordReader::read).toList();
    Set<String> blocked = parking.parked(streamsOf(records, readings));
    List<Parking.Case> parked = new ArrayList<>();
    var events = new ArrayList<RecordedEvent>();
    var profiles = new ArrayList<ProfileChange>();
    for (int i = 0; i < records.size(); i++) {
      ConsumerRecord<String, byte[]> record = records.get(i);
      switch (readings.get(i)) {
        case Reading.Unreadable unreadable -> {
          String stream = waitsFor(record, unreadable);
          parked.add(new Parking.Case(record, stream, unreadable.reason(), unreadable.detail()));
          if (stream != null) {
            blocked.add(stream);
          }
        }
        case Reading.Event(var recorded) -> {
          String stream = recorded.stream().toString();
          if (blocked.contains(stream) || blocked.contains(Parking.everyStreamOf(record))) {
            parked.add(
                new Parking.Case(
                    record,
                    stream,
                    Parking.STREAM_PARKED,
                    "an earlier event of the stream is parked"));
          } else if (unmappable != null) {
            parked.add(new Parking.Case(record, stream, Parking.UNMAPPABLE, unmappable));
          } else {
            events.add(recorded);
          }
        }
        case Reading.Profile(var change) -> {
          if (unmappable != null) {
            parked.add(new Parking.Case(record, null, Parking.UNMAPPABLE, unmappable));
          } else {
            profiles.add(change);
          }
        }
      }
    }
    Batch batch = new Batch(events, profiles);
    parking.clearProfiles(profiles);
    parking.park(parked);
    Map<Topic, Integer> news = new EnumMap<>(Topic.class);
    for (Projection projection : projections) {
      news.merge(projection.topic(), projection.project(batch), Math::max);
    }
    return new Written(batch, parked, news);
  }

  private static Set<String> streamsOf(
      List<ConsumerRecord<String, byte[]>> records, List<Reading> readings) {
    Set<String> streams = new HashSet<>();
    for (int i = 0; i < records.size(); i++) {
      if (readings.get(i) instanceof Reading.Event(var recorded)) {
        streams.add(recorded.stream().toString());
        streams.add(Parking.everyStreamOf(records.get(i)));
      }
    }
    return streams;
  }

  private static @Nullable String waitsFor(
      ConsumerRecord<String, byte[]> record, Reading.Unreadable unreadable) {
    if (record.topic().equals(Topic.LEARNER_PROFILE.topicName())) {
      return null;
    }
    if (unreadable.stream() != null) {
      return unreadable.stream().toString();
    }
    return record.key() == null ? null : Parking.everyStreamOf(record);
  }
}
