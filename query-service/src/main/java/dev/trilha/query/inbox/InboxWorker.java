package dev.trilha.query.inbox;

import static dev.trilha.query.inbox.WorkerState.Phase.READING;
import static dev.trilha.query.inbox.WorkerState.Phase.RETRYING;
import static dev.trilha.query.inbox.WorkerState.Phase.STOPPED;
import static dev.trilha.query.inbox.WorkerState.Phase.WAITING;

import dev.trilha.query.generation.Generations;
import dev.trilha.query.inbox.InboxMetrics.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * One thread that reads its partitions, poll by poll.
 *
 * <p>Every failure ends in the same place: the positions are taken anew from the database and
 * reading goes on from there. So nothing is kept between attempts, and the membership in the group
 * survives however long the database is gone.
 */
class InboxWorker implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(InboxWorker.class);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(10);
  private static final Duration TIME_TO_CLOSE = Duration.ofSeconds(3);

  private final Supplier<Consumer<String, byte[]>> consumers;
  private final List<String> topics;
  private final Positions positions;
  private final Intake intake;
  private final InboxMetrics metrics;
  private final InboxSettings settings;
  private final Generations generations;
  private final TopicIdentity identity;
  private final Clock clock;
  private final CountDownLatch stopping = new CountDownLatch(1);

  private volatile @Nullable Consumer<String, byte[]> connected;
  private volatile WorkerState state;

  // Only the worker's own thread touches these.
  private Duration retry;
  private Instant nextLook = Instant.MIN;
  private Instant nextTopicCheck = Instant.MIN;
  private Instant nextAttempt = Instant.MIN;

  InboxWorker(
      Supplier<Consumer<String, byte[]>> consumers,
      List<String> topics,
      Positions positions,
      Intake intake,
      InboxMetrics metrics,
      InboxSettings settings,
      Generations generations,
      TopicIdentity identity,
      Clock clock) {
    this.consumers = consumers;
    this.topics = topics;
    this.positions = positions;
    this.intake = intake;
    this.metrics = metrics;
    this.settings = settings;
    this.generations = generations;
    this.identity = identity;
    this.clock = clock;
    retry = settings.firstRetry();
    state = new WorkerState(WAITING, 0, null, clock.instant());
  }

  WorkerState state() {
    return state;
  }

  /** Asks the thread to end after what it is writing now. */
  void stop() {
    stopping.countDown();
    Consumer<String, byte[]> current = connected;
    if (current != null) {
      current.wakeup();
    }
  }

  @Override
  public void run() {
    while (isWanted()) {
      try {
        readUntilStopped();
      } catch (WakeupException woken) {
        // Only stop() does that.
      } catch (RuntimeException failed) {
        troubled(Trouble.KAFKA, failed, 0);
        pause();
      }
    }
    move(STOPPED, 0, null);
  }

  private void readUntilStopped() {
    Consumer<String, byte[]> consumer = consumers.get();
    var assignment = new Assignment(consumer, positions, metrics);
    try {
      connected = consumer;
      consumer.subscribe(topics, assignment);
      while (isWanted()) {
        turn(consumer, assignment);
      }
    } finally {
      connected = null;
      assignment.end();
      consumer.close(CloseOptions.timeout(TIME_TO_CLOSE));
    }
  }

  private void turn(Consumer<String, byte[]> consumer, Assignment assignment) {
    try {
      if (!assignment.isPositioned() && !clock.instant().isBefore(nextAttempt)) {
        // Its position may be gone because other tables are served by now.
        generations.refresh();
        assignment.position();
        nextTopicCheck = Instant.MIN;
      }
      checkTopics(assignment);
      // With every partition paused this is only a pause, in which Kafka still hears from us.
      ConsumerRecords<String, byte[]> polled =
          consumer.poll(assignment.isPositioned() ? settings.pollTimeout() : untilNextAttempt());
      boolean wrote = write(assignment, polled);
      boolean atTheEnd = look(assignment);
      // That the database answers again is no success yet: what failed has to be written first.
      if (assignment.isPositioned() && (state.phase() != RETRYING || wrote || atTheEnd)) {
        retry = settings.firstRetry();
        move(assignment.size() == 0 ? WAITING : READING, assignment.size(), null);
      }
    } catch (StaleConsumerException fenced) {
      metrics.troubled(Trouble.FENCED);
      log.warn("another consumer has written what this one was about to: {}", fenced.getMessage());
      assignment.positionAgain();
    } catch (ParkingFullException full) {
      assignment.positionAgain();
      troubled(Trouble.FULL, full, assignment.size());
    } catch (DataAccessException | TransactionException noDatabase) {
      assignment.positionAgain();
      troubled(Trouble.DATABASE, noDatabase, assignment.size());
    } catch (RetriableException noKafka) {
      // Reading goes on by itself once Kafka is back; this consumer keeps trying.
      troubled(Trouble.KAFKA, noKafka, assignment.size());
    }
  }

  /** Before anything is read where a position says, and now and then. */
  private void checkTopics(Assignment assignment) {
    Instant now = clock.instant();
    if (assignment.isPositioned() && !now.isBefore(nextTopicCheck)) {
      identity.check();
      nextTopicCheck = now.plus(settings.topicCheck());
    }
  }

  private boolean write(Assignment assignment, ConsumerRecords<String, byte[]> polled) {
    List<Intake.Slice> slices = assignment.slices(polled);
    if (slices.isEmpty()) {
      return false;
    }
    assignment.moved(intake.take(slices));
    return true;
  }

  private boolean look(Assignment assignment) {
    Instant now = clock.instant();
    if (now.isBefore(nextLook) || !assignment.isPositioned()) {
      return false;
    }
    boolean atTheEnd = assignment.look(now, settings.kafkaTimeout());
    nextLook = now.plus(settings.lookInterval());
    return atTheEnd;
  }

  private Duration untilNextAttempt() {
    Duration left = Duration.between(clock.instant(), nextAttempt);
    return left.compareTo(SHORTEST_PAUSE) > 0 ? left : SHORTEST_PAUSE;
  }

  private void troubled(Trouble trouble, RuntimeException failure, int partitions) {
    metrics.troubled(trouble);
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String said = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    String cause = "%s: %s".formatted(trouble.name().toLowerCase(Locale.ROOT), said);
    if (state.phase() == RETRYING) {
      log.debug("still failing: {}", cause);
      Duration doubled = retry.multipliedBy(2);
      retry = doubled.compareTo(settings.longestRetry()) < 0 ? doubled : settings.longestRetry();
    } else {
      log.warn("reading stands still, trying again: {}", cause, failure);
    }
    nextAttempt = clock.instant().plus(retry);
    move(RETRYING, partitions, cause);
  }

  private void move(WorkerState.Phase phase, int partitions, @Nullable String cause) {
    WorkerState before = state;
    boolean same = before.phase() == phase;
    state = new WorkerState(phase, partitions, cause, same ? before.since() : clock.instant());
    if (!same) {
      log.info("{} {} partitions (was {})", phase, partitions, before.phase());
    }
  }

  private boolean isWanted() {
    return stopping.getCount() > 0;
  }

  private void pause() {
    try {
      if (stopping.await(retry.toMillis(), TimeUnit.MILLISECONDS)) {
        log.debug("stopped while pausing");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      stopping.countDown();
    }
  }
}
