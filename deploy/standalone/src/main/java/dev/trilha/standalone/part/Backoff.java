package dev.trilha.standalone.part;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Growing pauses between attempts: each twice the one before up to a limit, shortened by up to half
 * by chance, so that parts which died together don't come back together.
 */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private final RandomGenerator random;
  private int attempts;

  Backoff(Duration first, Duration longest, RandomGenerator random) {
    if (!first.isPositive() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "pauses from %s to %s make no sense".formatted(first, longest));
    }
    this.first = first;
    this.longest = longest;
    this.random = random;
  }

  Duration next() {
    // 2^20 times the first pause is past any limit that makes sense.
    long doubled = first.toMillis() << Math.min(attempts, 20);
    attempts++;
    double shortened = Math.min(doubled, longest.toMillis()) * (1 - random.nextDouble() / 2);
    return Duration.ofMillis(Math.round(shortened));
  }

  void reset() {
    attempts = 0;
  }
}
