package dev.trilha.command.enrollment;

import dev.trilha.command.eventstore.Commands;
import dev.trilha.command.roadmap.UpgradeOrders;
import dev.trilha.command.roadmap.UpgradeOrders.Order;
import dev.trilha.schemas.StreamId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Moves enrollments to the version that their roadmap's publisher ordered, in the background and in
 * small steps. Every replica may: a step is taken by one of them, and one that dies has only its
 * last step taken again.
 */
class EnrollmentUpgrades implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(EnrollmentUpgrades.class);
  private static final int MOST_PER_STEP = 100;
  private static final int LONGEST_BACK_OFF = 12;

  /** Lost with the process at the worst: the step is then taken again. */
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(5);

  private final UpgradeOrders orders;
  private final Commands commands;
  private final Duration every;
  private final Clock clock;
  private final Counter moved;
  private final Counter failed;
  private @Nullable ScheduledExecutorService thread;
  private int failuresInARow;

  EnrollmentUpgrades(
      UpgradeOrders orders, Commands commands, Duration every, Clock clock, MeterRegistry meters) {
    this.orders = orders;
    this.commands = commands;
    this.every = every;
    this.clock = clock;
    moved = counter(meters, "moved");
    failed = counter(meters, "failed");
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder("trilha.upgrades")
        .description("Enrollments that a publisher moved to another version of their roadmap")
        .tag("outcome", outcome)
        .register(meters);
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted() && orders.step(MOST_PER_STEP, this::move)) {
        failuresInARow = 0;
      }
      failuresInARow = 0;
    } catch (RuntimeException unfinished) {
      failuresInARow = Math.min(failuresInARow + 1, LONGEST_BACK_OFF);
      failed.increment();
      log.warn("enrollments are not moved for now, and will be: {}", unfinished.toString());
    } finally {
      again();
    }
  }

  private long move(Order order, List<StreamId.OfEnrollment> streams) {
    long count = 0;
    Instant now = clock.instant();
    for (StreamId.OfEnrollment stream : streams) {
      if (isMoved(new UpgradeEnrollment(stream, order.version(), now))) {
        moved.increment();
        count++;
      }
    }
    return count;
  }

  /** A stream that cannot be read keeps its learner where they are, and nobody else. */
  private boolean isMoved(UpgradeEnrollment command) {
    try {
      return commands.send(command);
    } catch (SerializationException | IllegalStateException unreadable) {
      failed.increment();
      log.error(
          "{} is not moved to version {}: {}",
          command.stream(),
          command.roadmapVersion(),
          unreadable.toString());
      return false;
    }
  }

  private synchronized void again() {
    if (thread != null && !thread.isShutdown()) {
      long wait = every.toMillis() * (1 + failuresInARow);
      var _ =
          thread.schedule(
              this::run,
              wait + ThreadLocalRandom.current().nextLong(wait / 4 + 1),
              TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      thread =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().name("enrollment-upgrades").daemon().factory());
      again();
    }
  }

  @Override
  public void stop() {
    ScheduledExecutorService stopping;
    synchronized (this) {
      stopping = thread;
      thread = null;
    }
    if (stopping != null) {
      stopping.shutdownNow();
      try {
        if (!stopping.awaitTermination(TIME_TO_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
          log.debug("the last step of an upgrade is left to itself");
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
