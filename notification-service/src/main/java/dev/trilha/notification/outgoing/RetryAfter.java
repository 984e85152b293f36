package dev.trilha.notification.outgoing;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Reads {@code Retry-After}: seconds, or a date. Anything else is as if it were not there. */
public final class RetryAfter {
  private final Clock clock;

  public RetryAfter(Clock clock) {
    this.clock = clock;
  }

  public Optional<Duration> read(String header) {
    String value = header.strip();
    try {
      if (!value.isEmpty()
          && value.length() < 10
          && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
      }
      Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration delay = Duration.between(clock.instant(), then);
      return Optional.of(delay.isNegative() ? Duration.ZERO : delay);
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
