package dev.trilha.query.velocity;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** The unit of time that leaves are counted in. */
enum Bucket {
  DAY(1),
  /** From Monday. */
  WEEK(7),
  MONTH(365.25 / 12);

  private final double days;

  Bucket(double days) {
    this.days = days;
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How long it is, on average. */
  double days() {
    return days;
  }

  /** The first day of the bucket that a day is in. */
  LocalDate firstDay(LocalDate day) {
    return switch (this) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
    };
  }

  /**
   * @param firstDay of a bucket
   * @param buckets how many later; negative for earlier
   */
  LocalDate plus(LocalDate firstDay, long buckets) {
    return switch (this) {
      case DAY -> firstDay.plusDays(buckets);
      case WEEK -> firstDay.plusWeeks(buckets);
      case MONTH -> firstDay.plusMonths(buckets);
    };
  }
}
