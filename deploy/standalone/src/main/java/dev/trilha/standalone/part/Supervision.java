package dev.trilha.standalone.part;

import java.time.Duration;

/**
 * How patient the supervisor is.
 *
 * @param timeToStart from launch to the first answer
 * @param attempts how often a part that never answered is launched before it counts as failed; one
 *     that did answer is restarted for ever
 * @param firstPause before the first restart; doubled each time
 * @param longestPause limit of that
 * @param steadyAfter uptime after which a death counts as the first again
 */
public record Supervision(
    Duration timeToStart,
    int attempts,
    Duration firstPause,
    Duration longestPause,
    Duration steadyAfter) {
  public static final Supervision DEFAULT =
      new Supervision(
          Duration.ofMinutes(2),
          3,
          Duration.ofMillis(500),
          Duration.ofSeconds(30),
          Duration.ofMinutes(1));

  public Supervision {
    if (attempts < 1) {
      throw new IllegalArgumentException(
          "a part must be launched at least once, not %d times".formatted(attempts));
    }
  }
}
