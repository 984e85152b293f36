package dev.trilha.standalone.slack;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** One message a second and channel; a short burst above it is tolerated, as Slack documents. */
final class RateLimit {
  private static final double PER_SECOND = 1;
  private static final double BURST = 5;
  private static final int CHANNELS = 1_000;

  /** What is left for a channel, and when that was true. */
  private record Allowance(double messages, Instant at) {}

  private final Map<String, Allowance> allowances =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Allowance> eldest) {
          return size() > CHANNELS;
        }
      };

  synchronized boolean allows(String channel, Instant now) {
    Allowance before = allowances.getOrDefault(channel, new Allowance(BURST, now));
    double seconds = Math.max(0, Duration.between(before.at(), now).toNanos() / 1e9);
    double left = Math.min(BURST, before.messages() + seconds * PER_SECOND);
    boolean allowed = left >= 1;
    allowances.put(channel, new Allowance(allowed ? left - 1 : left, now));
    return allowed;
  }
}
