package dev.trilha.notification.delivery;

import dev.trilha.notification.delivery.Channels.Claim;
import dev.trilha.notification.delivery.Courier.Answered;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps couriers going: as many channels at once as the settings say, and none while there is
 * nothing to send.
 */
final class Dispatcher implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final Courier courier;
  private final DeliverySettings settings;
  private final Duration grace;
  private @Nullable Run run;

  /**
   * @param grace how long stopping waits for what is under way
   */
  Dispatcher(Courier courier, DeliverySettings settings, Duration grace) {
    this.courier = courier;
    this.settings = settings;
    this.grace = grace;
  }

  @Override
  public synchronized void start() {
    if (run == null) {
      run = new Run();
    }
  }

  @Override
  public synchronized void stop() {
    if (run != null) {
      run.end();
      run = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return run != null;
  }

  private final class Run {
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Semaphore free = new Semaphore(settings.concurrency());
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread looker = Thread.ofVirtual().name("dispatcher").start(this::look);

    private void look() {
      boolean failing = false;
      try {
        while (!isStopped()) {
          free.acquire();
          Optional<Claim> claim = Optional.empty();
          Duration pause = settings.poll();
          try {
            claim = courier.claim();
            failing = false;
          } catch (RuntimeException e) {
            pause = PAUSE_AFTER_FAILURE;
            if (!failing) {
              log.warn("nothing is sent for now: {}", e.toString());
            }
            failing = true;
          }
          if (claim.isPresent()) {
            Claim claimed = claim.get();
            senders.execute(() -> deliver(claimed));
          } else {
            free.release();
            pause(pause);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void deliver(Claim claim) {
      try {
        settlePatiently(claim, courier.send(claim));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (RuntimeException e) {
        // The lease runs out and the delivery is tried again.
        log.error("delivery {} failed", claim.first().id(), e);
      } finally {
        free.release();
      }
    }

    /** Once sent, a message must not be forgotten because the database was away for a moment. */
    private void settlePatiently(Claim claim, Answered answered) throws InterruptedException {
      while (true) {
        try {
          courier.settle(claim, answered);
          return;
        } catch (RuntimeException e) {
          log.warn(
              "what became of delivery {} is not stored yet: {}", claim.first().id(), e.toString());
          if (isStopped()) {
            return;
          }
          pause(PAUSE_AFTER_FAILURE);
        }
      }
    }

    private boolean isStopped() {
      return stopped.getCount() == 0;
    }

    private void pause(Duration duration) throws InterruptedException {
      boolean _ = stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    void end() {
      stopped.countDown();
      try {
        looker.join(grace);
        senders.shutdown();
        if (!senders.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
          log.warn("messages were under way when the service stopped; they are repeated");
          senders.shutdownNow();
        }
      } catch (InterruptedException e) {
        senders.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
  }
}
