package dev.trilha.notification.delivery;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next attempt: twice as long after each, up to a limit, and a little
 * more by chance so that channels that failed together don't come back together. What Slack asks
 * for counts when it is longer.
 *
 * @param first after the first attempt
 * @param longest whatever happens, Slack's own wish included
 * @param chance between 0 and 1
 */
record BackOff(Duration first, Duration longest, DoubleSupplier chance) {
  private static final int MOST_DOUBLINGS = 30;
  private static final double JITTER = 0.25;

  /**
   * @param attempts made so far, at least 1
   */
  Duration after(int attempts, Optional<Duration> asked) {
    double doubled =
        (double) first.toMillis() * Math.pow(2, Math.min(attempts - 1, MOST_DOUBLINGS));
    double most = (double) longest.toMillis();
    double jittered = Math.min(doubled, most) * (1 + JITTER * chance.getAsDouble());
    Duration own = Duration.ofMillis((long) Math.min(jittered, most));
    Duration wait = asked.filter(delay -> delay.compareTo(own) > 0).orElse(own);
    return wait.compareTo(longest) > 0 ? longest : wait;
  }
}
