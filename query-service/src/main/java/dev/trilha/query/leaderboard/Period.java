package dev.trilha.query.leaderboard;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Of which time a board is. */
enum Period {
  ALL,
  MONTH,
  /** From Monday. */
  WEEK;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The first day of the period that a day is in; none when it has no beginning. */
  @Nullable LocalDate firstDay(LocalDate day) {
    return switch (this) {
      case ALL -> null;
      case MONTH -> day.withDayOfMonth(1);
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    };
  }

  /** The first day after a period. */
  LocalDate end(LocalDate firstDay) {
    return switch (this) {
      case ALL -> throw new IllegalArgumentException("all has no end");
      case MONTH -> firstDay.plusMonths(1);
      case WEEK -> firstDay.plusWeeks(1);
    };
  }
}
