package dev.trilha.command.eventstore;

import dev.trilha.command.problem.Refusal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the events of many commands with one commit. Each lane is a writer with one statement
 * under way; while the database makes it durable, the next appends gather and go together. There is
 * no timer: an append that comes alone goes at once.
 *
 * <p>{@link #append} returns when the events are durable. What cannot be stored fails alone: what
 * was sent along with it is sent again without it.
 */
final class GroupCommit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
  private static final Duration LONGEST_ADVICE = Duration.ofSeconds(1);

  /** Stores some events with one commit, all or none. */
  interface Insert {
    void insert(List<EventRow> rows) throws SQLException;
  }

  private final AppendQueue queue;
  private final Insert insert;
  private final AppendMetrics metrics;
  private final EventStoreSettings settings;
  private final List<Thread> lanes = new ArrayList<>();
  private volatile Duration newestCommit = Duration.ofMillis(10);

  GroupCommit(Insert insert, EventStoreSettings settings, AppendMetrics metrics) {
    this.insert = insert;
    this.metrics = metrics;
    this.settings = settings;
    this.queue = new AppendQueue(settings.waiting(), settings.batchEvents());
    metrics.watch(queue);
    for (int lane = 1; lane <= settings.lanes(); lane++) {
      lanes.add(Thread.ofPlatform().name("event-store-" + lane).daemon().start(this::write));
    }
  }

  /**
   * Returns when the events are durable.
   *
   * @throws SQLException what the database refused them with; on a broken connection they may be
   *     durable all the same, as with any commit
   * @throws Refusal.Busy when too many appends wait already, or this one waited too long; nothing
   *     is stored
   * @throws InterruptedException when interrupted before a writer had them; nothing is stored
   */
  void append(List<EventRow> rows) throws SQLException, InterruptedException {
    Append append = Append.of(rows);
    switch (queue.offer(append)) {
      case TAKEN -> await(append);
      case FULL -> throw busy("too many ticks wait to be stored");
      case CLOSED -> throw busy("this replica is stopping");
    }
  }

  private void await(Append append) throws SQLException, InterruptedException {
    boolean interrupted = false;
    boolean taken = false;
    try {
      while (true) {
        try {
          if (taken) {
            append.stored().get();
          } else {
            append.stored().get(settings.longestWait().toNanos(), TimeUnit.NANOSECONDS);
          }
          return;
        } catch (TimeoutException late) {
          if (queue.withdraw(append)) {
            throw busy("the database is slow to store what waits");
          }
          taken = true;
        } catch (InterruptedException givenUp) {
          if (queue.withdraw(append)) {
            throw givenUp;
          }
          // A writer has it, and the caller has to learn what became of it.
          taken = true;
          interrupted = true;
        }
      }
    } catch (ExecutionException refused) {
      switch (refused.getCause()) {
        case SQLException byDatabase -> throw byDatabase;
        case Refusal byUs -> throw byUs;
        case null, default ->
            throw new IllegalStateException("the writer of events failed", refused.getCause());
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** When what waits now will have been stored, as far as the newest commit tells. */
  private Refusal.Busy busy(String why) {
    long batches = 1 + (long) queue.size() / settings.batchEvents() / settings.lanes();
    Duration advice = newestCommit.multipliedBy(batches);
    return new Refusal.Busy(why, advice.compareTo(LONGEST_ADVICE) < 0 ? advice : LONGEST_ADVICE);
  }

  private void write() {
    try {
      for (List<Append> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
        long begun = System.nanoTime();
        store(batch);
        newestCommit = Duration.ofNanos(System.nanoTime() - begun);
      }
    } catch (InterruptedException stopped) {
      LOG.warn("a writer of events was stopped with {} appends waiting", queue.size());
    }
  }

  private void store(List<Append> batch) {
    try {
      insert.insert(rows(batch));
      metrics.committed(batch.size());
      batch.forEach(append -> append.stored().complete(null));
    } catch (SQLException refused) {
      if (batch.size() > 1 && SqlStates.isOfSomeRows(refused)) {
        // Halving finds one culprit among n with 2 log n statements, and keeps the others together.
        int half = batch.size() / 2;
        store(batch.subList(0, half));
        store(batch.subList(half, batch.size()));
      } else {
        batch.forEach(append -> append.stored().completeExceptionally(refused));
      }
    } catch (RuntimeException | Error bug) {
      LOG.error("events could not be stored", bug);
      batch.forEach(append -> append.stored().completeExceptionally(bug));
    }
  }

  /**
   * By stream: two replicas that write to the same streams, each in an order of its own, would wait
   * for each other.
   */
  private static List<EventRow> rows(List<Append> batch) {
    if (batch.size() == 1) {
      return batch.getFirst().rows();
    }
    List<EventRow> rows = new ArrayList<>();
    batch.forEach(append -> rows.addAll(append.rows()));
    rows.sort(Comparator.comparing(EventRow::stream).thenComparingLong(EventRow::sequence));
    return rows;
  }

  /** How many appends wait for a lane. */
  int waiting() {
    return queue.size();
  }

  /** Refuses new appends, stores what waits as long as there is time, and ends. */
  @Override
  public void close() {
    queue.close();
    long deadline = System.nanoTime() + settings.drainTime().toNanos();
    try {
      for (Thread lane : lanes) {
        if (!lane.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
          LOG.error("the event store did not drain within {}", settings.drainTime());
          break;
        }
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    for (List<Append> left = queue.poll(); !left.isEmpty(); left = queue.poll()) {
      left.forEach(
          append -> append.stored().completeExceptionally(busy("this replica has stopped")));
    }
  }
}
