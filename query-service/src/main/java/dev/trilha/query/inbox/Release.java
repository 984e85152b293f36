package dev.trilha.query.inbox;

import dev.trilha.query.inbox.InboxMetrics.Trouble;
import dev.trilha.query.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Gives the parked records of a key another try, in their order, or gives one of them up.
 *
 * <p>Each step locks the position of the partition, as the consumers do: nothing of the key is read
 * or parked meanwhile, so that a stream is released whole or goes on waiting whole.
 */
class Release {
  private static final Logger log = LoggerFactory.getLogger(Release.class);
  private static final int MOST_AT_ONCE = 500;

  private final TransactionOperations transactions;
  private final Positions positions;
  private final ParkedRows parked;
  private final Discards discards;
  private final Applier applier;
  private final ParkedLog kafka;
  private final InboxMetrics metrics;
  private final InboxSettings settings;

  /** One at a time: it is an administrator's doing, and each reads Kafka. */
  private final Semaphore turn = new Semaphore(1);

  Release(
      TransactionOperations transactions,
      Positions positions,
      ParkedRows parked,
      Discards discards,
      Applier applier,
      ParkedLog kafka,
      InboxMetrics metrics,
      InboxSettings settings) {
    this.transactions = transactions;
    this.positions = positions;
    this.parked = parked;
    this.discards = discards;
    this.applier = applier;
    this.kafka = kafka;
    this.metrics = metrics;
    this.settings = settings;
  }

  /**
   * @param discarded how many records were given up
   * @param applied how many records of the key were applied
   * @param parked how many records of the key are still parked
   */
  record Outcome(int discarded, int applied, int parked) {}

  /** Tries everything that is parked with the key of this record. */
  Outcome retry(String id) {
    return alone(() -> {
      ParkedRecord one = find(id);
      return releaseAll(one, 0);
    });
  }

  /** Gives this record up for ever, and tries what waited behind it. */
  Outcome discard(String id) {
    return alone(() -> {
      ParkedRecord one = find(id);
      if (one.reason().equals(Parking.STREAM_PARKED)) {
        throw ProblemException.unacceptable(
            "id", "is of a record that cannot be applied; this one only waits behind another");
      }
      boolean removed =
          transactions.execute(_ -> {
            positions.lock(one.topic(), one.partition());
            if (parked.remove(List.of(place(one))) == 0) {
              return false;
            }
            discards.add(one);
            return true;
          });
      if (!removed) {
        throw ProblemException.unknownParked(id);
      }
      metrics.released(InboxMetrics.Release.DISCARDED, 1);
      log.warn("discarded {} of stream {}: {}", one.id(), one.stream(), one.reason());
      return releaseAll(one, 1);
    });
  }

  private ParkedRecord find(String id) {
    return Place.parse(id)
        .flatMap(parked::find)
        .orElseThrow(() -> ProblemException.unknownParked(id));
  }

  private interface Turn {
    Outcome take();
  }

  private Outcome alone(Turn taken) {
    if (!turn.tryAcquire()) {
      throw ProblemException.busy("parked records are being retried already");
    }
    try {
      return taken.take();
    } finally {
      turn.release();
    }
  }

  private Outcome releaseAll(ParkedRecord one, int discarded) {
    long deadline = System.nanoTime() + settings.releaseTime().toNanos();
    int applied = 0;
    while (true) {
      List<ParkedRecord> waiting = parked.ofKeyOf(one, MOST_AT_ONCE);
      if (waiting.isEmpty()) {
        return new Outcome(discarded, applied, 0);
      }
      int released = release(waiting, read(waiting, discarded), deadline);
      applied += released;
      // Those that stayed stand first in the next round as well: it would bring nothing new.
      if (released < waiting.size() || System.nanoTime() > deadline) {
        return new Outcome(discarded, applied, parked.countOfKeyOf(one));
      }
    }
  }

  private Map<Place, ConsumerRecord<String, byte[]>> read(
      List<ParkedRecord> waiting, int discarded) {
    try {
      return kafka.read(waiting, settings.releaseTime());
    } catch (InterruptException stopping) {
      throw stopping;
    } catch (KafkaException away) {
      metrics.troubled(Trouble.KAFKA);
      log.warn("parked records could not be read again: {}", away.toString());
      throw ProblemException.away(
          discarded == 0
              ? "Kafka does not give the records; they stay parked"
              : "the record is discarded, but Kafka does not give those behind it; retry one of"
                  + " them");
    }
  }

  private int release(
      List<ParkedRecord> waiting,
      Map<Place, ConsumerRecord<String, byte[]>> records,
      long deadline) {
    try {
      return write(waiting, records, null);
    } catch (TransactionException retried) {
      throw retried;
    } catch (DataIntegrityViolationException refused) {
      return releaseOneByOne(waiting, records, deadline);
    } catch (DataAccessException retried) {
      throw retried;
    } catch (RuntimeException unmappable) {
      return releaseOneByOne(waiting, records, deadline);
    }
  }

  private int releaseOneByOne(
      List<ParkedRecord> waiting,
      Map<Place, ConsumerRecord<String, byte[]>> records,
      long deadline) {
    int applied = 0;
    for (ParkedRecord one : waiting) {
      if (System.nanoTime() > deadline) {
        break;
      }
      applied += releaseOne(List.of(one), records);
    }
    return applied;
  }

  private int releaseOne(
      List<ParkedRecord> one, Map<Place, ConsumerRecord<String, byte[]>> records) {
    try {
      return write(one, records, null);
    } catch (TransactionException retried) {
      throw retried;
    } catch (DataIntegrityViolationException refused) {
      return write(one, records, Intake.REFUSED);
    } catch (DataAccessException retried) {
      throw retried;
    } catch (RuntimeException unmappable) {
      return write(one, records, Intake.unmappable(unmappable));
    }
  }

  /**
   * @return how many were applied
   */
  private int write(
      List<ParkedRecord> waiting,
      Map<Place, ConsumerRecord<String, byte[]>> records,
      @Nullable String unmappable) {
    ParkedRecord first = waiting.getFirst();
    int applied =
        transactions.execute(_ -> {
          positions.lock(first.topic(), first.partition());
          // Somebody else may have been here since they were listed.
          Set<Place> here = parked.among(waiting.stream().map(Release::place).toList());
          var sorting = new Sorting(parked.blockedBefore(first), unmappable);
          for (ParkedRecord one : waiting) {
            ConsumerRecord<String, byte[]> record = records.get(place(one));
            if (!here.contains(place(one))) {
              continue;
            }
            if (record == null || record.timestamp() != one.recordedAt().toEpochMilli()) {
              sorting.lose(lost(one));
            } else {
              sorting.add(record, RecordReader.read(record));
            }
          }
          int removed = parked.remove(sorting.done());
          parked.keep(sorting.parked());
          applier.apply(sorting.batch());
          return removed;
        });
    metrics.released(InboxMetrics.Release.APPLIED, applied);
    return applied;
  }

  private static Parking.Case lost(ParkedRecord one) {
    return new Parking.Case(
        place(one),
        one.key(),
        one.stream(),
        Parking.LOST,
        "Kafka no longer holds the record",
        one.recordedAt(),
        null);
  }

  private static Place place(ParkedRecord one) {
    return new Place(one.topic(), one.partition(), one.offset());
  }
}
