package dev.trilha.command.outbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the relay running: makes what it needs, streams until something breaks, and starts again
 * after a pause that grows. It never gives up, since what is not sent yet is safe in PostgreSQL;
 * its state and the cause of the last failure are for everyone to see.
 */
final class OutboxRelay implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration STANDBY_PAUSE = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** One run of the relay, from connecting to the end. */
  interface Session extends AutoCloseable {
    /** Makes what is missing and sends what was stored before the slot existed. */
    void prepare() throws Exception;

    void backfill() throws Exception;

    /**
     * Streams until {@link #close} or a failure, which it throws.
     *
     * @param begun called when the first change can be read
     * @param acknowledged called when Kafka has acknowledged a batch
     */
    void stream(Runnable begun, Runnable acknowledged) throws Exception;

    /** Whether another replica reads. */
    boolean isTaken();

    @Override
    void close();
  }

  /** Makes a session. */
  interface Sessions {
    Session open();
  }

  private final Sessions sessions;
  private final Duration longestPause;
  private final AtomicReference<RelayState> state = new AtomicReference<>(RelayState.STOPPED);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopAsked = lock.newCondition();
  private final AtomicLong failures = new AtomicLong();
  private volatile @Nullable String cause;
  private volatile @Nullable Session session;
  private volatile boolean delivered;
  private volatile boolean stopping;
  private @Nullable Thread thread;

  OutboxRelay(Sessions sessions, Duration longestPause) {
    this.sessions = sessions;
    this.longestPause = longestPause;
  }

  RelayState state() {
    return state.get();
  }

  /** Why it last failed, until it streams again. */
  @Nullable String cause() {
    return cause;
  }

  /** How often it failed since the start. */
  long failures() {
    return failures.get();
  }

  private void move(RelayState to) {
    RelayState from = state.getAndSet(to);
    if (from != to) {
      LOG.info("Relay: {} -> {}", from, to);
    }
  }

  @Override
  public void start() {
    stopping = false;
    thread = Thread.ofPlatform().name("outbox-relay").start(this::keepRunning);
  }

  private void keepRunning() {
    Duration pause = FIRST_PAUSE;
    while (!stopping) {
      delivered = false;
      move(RelayState.STARTING);
      try (Session opened = sessions.open()) {
        session = opened;
        opened.prepare();
        if (opened.isTaken()) {
          cause = null;
          move(RelayState.STANDBY);
          pause(STANDBY_PAUSE);
          continue;
        }
        move(RelayState.BACKFILLING);
        opened.backfill();
        opened.stream(this::streaming, this::acknowledged);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        break;
      } catch (Throwable failure) {
        if (!stopping) {
          failures.incrementAndGet();
          cause = describe(failure);
          move(RelayState.FAILED);
          LOG.warn("The relay stopped and starts again: {}", cause, failure);
        }
      } finally {
        session = null;
      }
      pause = delivered ? FIRST_PAUSE : pause.multipliedBy(2);
      pause = pause.compareTo(longestPause) > 0 ? longestPause : pause;
      pause(pause.multipliedBy(ThreadLocalRandom.current().nextInt(50, 151)).dividedBy(100));
    }
    move(RelayState.STOPPED);
  }

  private void streaming() {
    move(RelayState.STREAMING);
  }

  /** Only this is success: a relay that connects and fails at each first batch must slow down. */
  private void acknowledged() {
    delivered = true;
    cause = null;
  }

  private static String describe(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }

  private void pause(Duration pause) {
    lock.lock();
    try {
      long left = pause.toNanos();
      while (!stopping && left > 0) {
        left = stopAsked.awaitNanos(left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      stopping = true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void stop() {
    lock.lock();
    try {
      stopping = true;
      stopAsked.signalAll();
    } finally {
      lock.unlock();
    }
    Session running = session;
    if (running != null) {
      running.close();
    }
    join();
  }

  private void join() {
    Thread running = thread;
    if (running == null) {
      return;
    }
    try {
      running.join(PATIENCE);
      if (running.isAlive()) {
        // Starting, or waiting for a Kafka that does not answer. What is not acknowledged is sent
        // again at the next start.
        LOG.info("The relay is interrupted");
        running.interrupt();
        running.join(PATIENCE);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return state.get() != RelayState.STOPPED;
  }

  /** The states in which it does what it is for. */
  static List<RelayState> healthy() {
    return List.of(
        RelayState.STARTING, RelayState.BACKFILLING, RelayState.STREAMING, RelayState.STANDBY);
  }
}
