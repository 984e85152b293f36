package dev.trilha.query.generation;

import dev.trilha.query.generation.Rebuild.Purpose;
import dev.trilha.query.generation.RebuildLog.Run;
import dev.trilha.query.problem.ProblemException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * One rebuild at a time, by whichever replica was asked: it holds an advisory lock of PostgreSQL,
 * which goes with it. Asks also, every second, which generation is served, and drops those that are
 * no longer.
 */
class Rebuilds implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Rebuilds.class);
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(6);
  private static final int KEPT = 20;

  /** Of the advisory lock; any number that nobody else takes. */
  private static final long LOCK = 0x7265627569L;

  private final DataSource pool;
  private final Rebuild rebuild;
  private final Leftovers leftovers;
  private final RebuildLog runs;
  private final Generations generations;
  private final RebuildSettings settings;
  private final Clock clock;
  private @Nullable ScheduledExecutorService watch;
  private @Nullable Thread worker;
  private volatile boolean wanted = true;

  Rebuilds(
      DataSource pool,
      Rebuild rebuild,
      Leftovers leftovers,
      RebuildLog runs,
      Generations generations,
      RebuildSettings settings,
      Clock clock) {
    this.pool = pool;
    this.rebuild = rebuild;
    this.leftovers = leftovers;
    this.runs = runs;
    this.generations = generations;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * @throws ProblemException when one is under way, here or elsewhere
   */
  synchronized Run begin(Purpose purpose) {
    Connection lock = lock();
    try {
      // Whoever was at it is gone, or the lock would be taken.
      runs.giveUp();
      leftovers.dropUnfinished();
      runs.trim(KEPT);
      Run run = runs.begin(purpose.name().toLowerCase(Locale.ROOT));
      worker =
          Thread.ofPlatform()
              .name("rebuild")
              .start(() -> {
                try {
                  rebuild.run(run.id(), run.generation(), purpose, () -> wanted);
                } finally {
                  unlock(lock);
                }
              });
      return run;
    } catch (RuntimeException failed) {
      unlock(lock);
      throw failed;
    }
  }

  private Connection lock() {
    try {
      Connection connection = pool.getConnection();
      try (Statement statement = connection.createStatement();
          ResultSet row =
              statement.executeQuery("SELECT pg_try_advisory_lock(%d)".formatted(LOCK))) {
        if (wanted && row.next() && row.getBoolean(1)) {
          return connection;
        }
      } catch (SQLException | RuntimeException failed) {
        connection.close();
        throw failed;
      }
      connection.close();
      throw ProblemException.rebuildUnderWay();
    } catch (SQLException failed) {
      throw new CannotGetJdbcConnectionException("no connection to lock with", failed);
    }
  }

  private static void unlock(Connection connection) {
    try (connection;
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_unlock(%d)".formatted(LOCK));
    } catch (SQLException lost) {
      // The lock went with the connection.
      log.debug("the lock is gone already", lost);
    }
  }

  @Override
  public synchronized void start() {
    if (watch == null) {
      wanted = true;
      watch =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().name("generations").daemon().factory());
      var _ =
          watch.scheduleWithFixedDelay(
              this::look, 0, settings.refresh().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void look() {
    try {
      generations.refresh();
      dropRetired(clock.instant());
    } catch (RuntimeException unread) {
      // A scheduled task that throws is never run again.
      log.debug("which generation is served could not be asked", unread);
    }
  }

  void dropRetired(Instant now) {
    leftovers.dropRetired(now);
  }

  @Override
  public void stop() {
    wanted = false;
    Thread running;
    synchronized (this) {
      if (watch != null) {
        watch.shutdownNow();
        watch = null;
      }
      running = worker;
    }
    try {
      if (running != null && !running.join(TIME_TO_STOP)) {
        log.warn(
            "a rebuild did not end within {}; its tables are dropped by the next", TIME_TO_STOP);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return watch != null;
  }
}
