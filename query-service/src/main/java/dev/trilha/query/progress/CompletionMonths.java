package dev.trilha.query.progress;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sees to it that the months to come have their partition of {@code completion}. One that comes too
 * late loses nothing: what was completed meanwhile is kept elsewhere, and moved.
 */
class CompletionMonths implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(CompletionMonths.class);
  private static final int MONTHS_AHEAD = 2;
  private static final Duration EVERY = Duration.ofHours(6);
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(5);

  private final JdbcClient jdbc;
  private final Clock clock;
  private @Nullable ScheduledExecutorService thread;

  CompletionMonths(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Makes the partitions from this month on that are missing.
   *
   * @return how many
   */
  int make() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return jdbc.sql("SELECT make_completion_months(?, ?)")
        .params(today, today.plusMonths(MONTHS_AHEAD))
        .query(Integer.class)
        .single();
  }

  private void makeOrSaySo() {
    try {
      int made = make();
      if (made > 0) {
        log.info("made partitions for {} months", made);
      }
    } catch (RuntimeException failed) {
      // A scheduled task that throws is never run again.
      log.warn("the months to come have no partition yet: {}", failed.toString());
    }
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      thread =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().name("completion-months").daemon().factory());
      var _ =
          thread.scheduleWithFixedDelay(
              this::makeOrSaySo, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public synchronized void stop() {
    if (thread != null) {
      thread.shutdownNow();
      try {
        if (!thread.awaitTermination(TIME_TO_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
          log.debug("the last attempt is left to itself");
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
