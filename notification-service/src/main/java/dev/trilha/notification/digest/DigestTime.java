package dev.trilha.notification.digest;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/**
 * When a team's digest is due.
 *
 * @param week the Monday of the week that it tells of
 * @param due the Monday after it, at its hour
 */
record DigestTime(LocalDate week, Instant due) {
  /** The newest digest that was due before now and not too long ago. */
  static Optional<DigestTime> before(Instant now, ZoneId zone, LocalTime at, Duration lateFor) {
    LocalDate monday =
        LocalDate.ofInstant(now, zone).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    Instant thisWeeks = ZonedDateTime.of(monday, at, zone).toInstant();
    LocalDate day = thisWeeks.isAfter(now) ? monday.minusWeeks(1) : monday;
    Instant due = ZonedDateTime.of(day, at, zone).toInstant();
    return due.plus(lateFor).isAfter(now)
        ? Optional.of(new DigestTime(day.minusWeeks(1), due))
        : Optional.empty();
  }
}
