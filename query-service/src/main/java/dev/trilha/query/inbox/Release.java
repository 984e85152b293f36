package dev.trilha.query.inbox;

import dev.trilha.query.inbox.InboxMetrics.Trouble;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.schemas.StreamId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
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
 * <p>The events of a stream go by their sequence: where a stream was sent once more, the good copy
 * of a damaged event lies behind the events that follow it.
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

  private record Numbered(StreamId stream, long sequence) {
    /** Nothing for what is no event. */
    static Optional<Numbered> of(ConsumerRecord<String, byte[]> record) {
      return RecordReader.read(record) instanceof Reading.Event(var recorded)
          ? Optional.of(new Numbered(recorded.stream(), recorded.sequence()))
          : Optional.empty();
    }
  }

  private record Event(long sequence, ParkedRecord parked) {}

  private record Written(int applied, List<Parking.Case> parked) {}

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
      List<ParkedRecord> queue = parked.ofKeyOf(one);
      if (queue.isEmpty()) {
        return new Outcome(discarded, applied, 0);
      }
      queue = inSequence(queue, read(queue, Numbered::of, discarded));
      for (int from = 0; from < queue.size(); from += MOST_AT_ONCE) {
        List<ParkedRecord> waiting =
            queue.subList(from, Math.min(queue.size(), from + MOST_AT_ONCE));
        int released = release(waiting, read(waiting, Function.identity(), discarded), deadline);
        applied += released;
        // What comes behind those that stayed may have to wait for them.
        if (released < waiting.size() || System.nanoTime() > deadline) {
          return new Outcome(discarded, applied, parked.countOfKeyOf(one));
        }
      }
    }
  }

  /**
   * Every event of a stream at one of the places that the stream's events have in the queue, by
   * sequence, and copies as they came; what is no event stays where it is.
   *
   * @param queue in the order of Kafka
   */
  private static List<ParkedRecord> inSequence(
      List<ParkedRecord> queue, Map<Place, Optional<Numbered>> numbers) {
    Map<StreamId, List<Event>> streams = new HashMap<>();
    List<Optional<StreamId>> order = new ArrayList<>();
    for (ParkedRecord one : queue) {
      Optional<Numbered> number = numbers.getOrDefault(place(one), Optional.empty());
      order.add(number.map(Numbered::stream));
      number.ifPresent(of ->
          streams
              .computeIfAbsent(of.stream(), _ -> new ArrayList<>())
              .add(new Event(of.sequence(), one)));
    }
    Map<StreamId, Iterator<Event>> sorted = new HashMap<>();
    streams.forEach((stream, events) -> {
      events.sort(Comparator.comparingLong(Event::sequence));
      sorted.put(stream, events.iterator());
    });
    List<ParkedRecord> ordered = new ArrayList<>();
    for (int i = 0; i < queue.size(); i++) {
      Iterator<Event> next = order.get(i).map(sorted::get).orElse(null);
      ordered.add(next == null ? queue.get(i) : next.next().parked());
    }
    return ordered;
  }

  private <T> Map<Place, T> read(
      List<ParkedRecord> waiting, Function<ConsumerRecord<String, byte[]>, T> kept, int discarded) {
    List<ParkedRecord> byOffset =
        waiting.stream().sorted(Comparator.comparingLong(ParkedRecord::offset)).toList();
    try {
      return kafka.read(byOffset, settings.releaseTime(), kept);
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
      return write(waiting, records, new HashSet<>(), null);
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
    Set<String> blocked = new HashSet<>();
    int applied = 0;
    for (ParkedRecord one : waiting) {
      if (System.nanoTime() > deadline) {
        break;
      }
      applied += releaseOne(List.of(one), records, blocked);
    }
    return applied;
  }

  private int releaseOne(
      List<ParkedRecord> one,
      Map<Place, ConsumerRecord<String, byte[]>> records,
      Set<String> blocked) {
    try {
      return write(one, records, blocked, null);
    } catch (TransactionException retried) {
      throw retried;
    } catch (DataIntegrityViolationException refused) {
      return write(one, records, blocked, Intake.REFUSED);
    } catch (DataAccessException retried) {
      throw retried;
    } catch (RuntimeException unmappable) {
      return write(one, records, blocked, Intake.unmappable(unmappable));
    }
  }

  /**
   * @param blocked what waits because of those that stayed; grows by what stays now
   * @return how many were applied
   */
  private int write(
      List<ParkedRecord> waiting,
      Map<Place, ConsumerRecord<String, byte[]>> records,
      Set<String> blocked,
      @Nullable String unmappable) {
    ParkedRecord first = waiting.getFirst();
    Written written =
        transactions.execute(_ -> {
          positions.lock(first.topic(), first.partition());
          // Somebody else may have been here since they were listed.
          Set<Place> here = parked.among(waiting.stream().map(Release::place).toList());
          var sorting = new Sorting(blocked, unmappable);
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
          return new Written(removed, sorting.parked());
        });
    for (Parking.Case stayed : written.parked()) {
      if (stayed.stream() != null) {
        blocked.add(stayed.stream());
      }
    }
    metrics.released(InboxMetrics.Release.APPLIED, written.applied());
    return written.applied();
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
