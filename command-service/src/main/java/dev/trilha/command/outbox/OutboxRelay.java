package dev.trilha.command.outbox;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
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

  /** With who has nothing in its hands. */
  private static final Duration SHORT_PATIENCE = Duration.ofSeconds(1);

  /** One run of the relay, from connecting to the end. */
  interface Session extends AutoCloseable {
    /** Makes what is missing of Kafka. */
    void prepare() throws Exception;

    /**
     * Takes the lead, so that nothing more of another replica reaches Kafka.
     *
     * @return false when another one has it
     */
    boolean lead() throws Exception;

    /**
     * Finds out whether the log still holds whatever was not acknowledged, and whether Kafka and
     * the store belong together.
     *
     * @return whether the store has to be sent from its table first
     * @throws IllegalStateException when relaying would lose or mix up events
     */
    boolean recover() throws Exception;

    /**
     * Sends what {@link #recover} found missing.
     *
     * @param acknowledged called when Kafka has acknowledged a part of it
     */
    void backfill(Runnable acknowledged) throws Exception;

    /**
     * Streams until {@link #close} or a failure, which it throws.
     *
     * @param begun called when the first change can be read
     * @param acknowledged called when Kafka has acknowledged a batch
     */
    void stream(Runnable begun, Runnable acknowledged) throws Exception;

    @Override
    void close();
  }

  /** Why a session ended by itself, with nothing wrong: another one goes on from there. */
  static final class BeginAgain extends RuntimeException {
    private static final long serialVersionUID = 1;

    BeginAgain(String why) {
      super(why);
    }
  }

  /** Makes a session. */
  interface Sessions {
    Session open();
  }

  private final Sessions sessions;
  private final Duration longestPause;
  private final RelayStanding standing;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopAsked = lock.newCondition();
  private volatile @Nullable Session session;
  private volatile boolean delivered;
  private volatile boolean stopping;
  private @Nullable Thread thread;

  OutboxRelay(Sessions sessions, RelayStanding standing, Duration longestPause) {
    this.sessions = sessions;
    this.standing = standing;
    this.longestPause = longestPause;
  }

  RelayStanding standing() {
    return standing;
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
      standing.move(RelayState.STARTING);
      try (Session opened = sessions.open()) {
        session = opened;
        opened.prepare();
        if (!opened.lead()) {
          standing.recovered();
          standing.move(RelayState.STANDBY);
          pause(STANDBY_PAUSE);
          continue;
        }
        if (opened.recover()) {
          standing.move(RelayState.BACKFILLING);
          opened.backfill(this::acknowledged);
        }
        opened.stream(() -> standing.move(RelayState.STREAMING), this::acknowledged);
        if (!stopping) {
          throw new IllegalStateException("the reading of the log ended by itself");
        }
      } catch (BeginAgain planned) {
        LOG.info("The relay begins again: {}", planned.getMessage());
        continue;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        break;
      } catch (Throwable failure) {
        if (!stopping) {
          standing.fail(describe(failure));
          LOG.warn("The relay stopped and starts again: {}", describe(failure), failure);
        }
      } finally {
        session = null;
      }
      pause = delivered ? FIRST_PAUSE : pause.multipliedBy(2);
      pause = pause.compareTo(longestPause) > 0 ? longestPause : pause;
      pause(pause.multipliedBy(ThreadLocalRandom.current().nextInt(50, 151)).dividedBy(100));
    }
    standing.move(RelayState.STOPPED);
  }

  /** Only this is success: a relay that connects and fails at each first batch must slow down. */
  private void acknowledged() {
    delivered = true;
    standing.recovered();
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
      boolean sends =
          switch (standing.now().state()) {
            case BACKFILLING, STREAMING -> true;
            case STARTING, STANDBY, FAILED, STOPPED -> false;
          };
      running.join(sends ? PATIENCE : SHORT_PATIENCE);
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
    return standing.now().state() != RelayState.STOPPED;
  }
}
