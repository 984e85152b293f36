package dev.trilha.notification.inbox;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits between two tries: twice as long each time, up to a limit, and no longer than until the
 * service stops.
 */
final class Pause {
  private static final Duration FIRST = Duration.ofMillis(200);

  private final Duration longest;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Duration next = FIRST;

  Pause(Duration longest) {
    this.longest = longest;
  }

  void take() {
    try {
      if (!stopped.await(next.toMillis(), TimeUnit.MILLISECONDS)) {
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }

  void reset() {
    next = FIRST;
  }

  void stop() {
    stopped.countDown();
  }

  boolean isStopped() {
    return stopped.getCount() == 0;
  }
}
