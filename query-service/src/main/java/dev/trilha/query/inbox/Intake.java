package dev.trilha.query.inbox;

import dev.trilha.schemas.Topic;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
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
 * found by halving the poll until it stands alone, and parked. Every other failure is the caller's
 * to retry.
 */
class Intake {
  /** Why a record is parked whose content the database does not take. */
  static final String REFUSED = "the database refuses its content";

  private final TransactionOperations transactions;
  private final Positions positions;
  private final Parking parking;
  private final Discards discards;
  private final Applier applier;
  private final InboxMetrics metrics;
  private final Clock clock;

  Intake(
      TransactionOperations transactions,
      Positions positions,
      Parking parking,
      Discards discards,
      Applier applier,
      InboxMetrics metrics,
      Clock clock) {
    this.transactions = transactions;
    this.positions = positions;
    this.parking = parking;
    this.discards = discards;
    this.applier = applier;
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

  private record Written(Sorting sorted, Map<Topic, Integer> news) {}

  /**
   * @return where each partition stands now
   * @throws StaleConsumerException when another consumer owns one of the partitions
   * @throws ParkingFullException when too many records are parked
   * @throws DataAccessException when the database cannot write now
   */
  List<Positions.Step> take(List<Slice> slices) {
    try {
      return write(slices, null);
    } catch (StaleConsumerException | ParkingFullException | TransactionException retried) {
      throw retried;
    } catch (DataIntegrityViolationException refused) {
      return takeApart(slices);
    } catch (DataAccessException retried) {
      throw retried;
    } catch (RuntimeException unmappable) {
      return takeApart(slices);
    }
  }

  /** In halves, until what cannot be written stands alone. */
  private List<Positions.Step> takeApart(List<Slice> slices) {
    List<Positions.Step> steps = new ArrayList<>();
    for (Slice slice : slices) {
      steps.add(slices.size() > 1 ? take(List.of(slice)).getFirst() : takeApart(slice));
    }
    return steps;
  }

  private Positions.Step takeApart(Slice slice) {
    List<ConsumerRecord<String, byte[]>> records = slice.records();
    if (records.size() == 1) {
      return takeOne(slice);
    }
    int half = records.size() / 2;
    Positions.Step first =
        take(List.of(new Slice(slice.partition(), slice.expected(), records.subList(0, half))))
            .getFirst();
    return take(List.of(
            new Slice(slice.partition(), first.next(), records.subList(half, records.size()))))
        .getFirst();
  }

  private Positions.Step takeOne(Slice slice) {
    try {
      return write(List.of(slice), null).getFirst();
    } catch (StaleConsumerException | ParkingFullException | TransactionException retried) {
      throw retried;
    } catch (DataIntegrityViolationException refused) {
      return write(List.of(slice), REFUSED).getFirst();
    } catch (DataAccessException retried) {
      throw retried;
    } catch (RuntimeException unmappable) {
      return write(List.of(slice), unmappable(unmappable)).getFirst();
    }
  }

  /** Why a record is parked that makes a projection fail. */
  static String unmappable(RuntimeException failure) {
    return "no projection can map it: " + failure.getClass().getSimpleName();
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
    metrics.wrote(timing, slices, written.sorted(), written.news());
    Parking.report(written.sorted().parked());
    return steps;
  }

  private Written sortAndProject(List<Slice> slices, @Nullable String unmappable) {
    List<ConsumerRecord<String, byte[]>> records =
        slices.stream().flatMap(slice -> slice.records().stream()).toList();
    List<Reading> readings = records.stream().map(RecordReader::read).toList();
    var givenUp = discards.among(slices.stream().map(Slice::records).toList());
    var sorting = new Sorting(parking.parked(streamsOf(records, readings)), unmappable);
    for (int i = 0; i < records.size(); i++) {
      if (givenUp.has(records.get(i))) {
        sorting.passOver(records.get(i));
      } else {
        sorting.add(records.get(i), readings.get(i));
      }
    }
    Batch batch = sorting.batch();
    parking.clearProfiles(batch.profiles());
    parking.park(sorting.parked());
    return new Written(sorting, applier.apply(batch));
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
}
