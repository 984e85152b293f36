package dev.trilha.notification.delivery;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Does something again and again between start and stop; a failure is told and waits for the next
 * time.
 */
public final class Periodic implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Periodic.class);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final String name;
  private final Duration every;
  private final Runnable work;
  private @Nullable Run run;

  /** One time between start and stop. */
  private record Run(CountDownLatch stopped, Thread thread) {}

  public Periodic(String name, Duration every, Runnable work) {
    this.name = name;
    this.every = every;
    this.work = work;
  }

  @Override
  public synchronized void start() {
    if (run == null) {
      var stopped = new CountDownLatch(1);
      run = new Run(stopped, Thread.ofVirtual().name(name).start(() -> repeat(stopped)));
    }
  }

  private void repeat(CountDownLatch stopped) {
    try {
      while (!stopped.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          work.run();
        } catch (RuntimeException e) {
          log.warn("{} failed, and is tried again in {}: {}", name, every, e.toString());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void stop() {
    if (run != null) {
      run.stopped().countDown();
      try {
        if (!run.thread().join(STOP)) {
          run.thread().interrupt();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      run = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return run != null;
  }
}
