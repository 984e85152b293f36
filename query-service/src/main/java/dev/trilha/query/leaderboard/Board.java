package dev.trilha.query.leaderboard;

import dev.trilha.query.progress.Measure;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is ranked: which time, and by what.
 *
 * @param firstDay of the period; absent when it has no beginning
 */
record Board(Period period, @Nullable LocalDate firstDay, Measure by) {
  private static final int LAST_YEAR = 9998;

  Board {
    if (firstDay != null && (firstDay.getYear() < 1 || firstDay.getYear() > LAST_YEAR)) {
      throw new DateTimeException("nothing is stored of " + firstDay);
    }
    if (firstDay == null ? period != Period.ALL : !firstDay.equals(period.firstDay(firstDay))) {
      throw new DateTimeException("no %s begins on %s".formatted(period.wireName(), firstDay));
    }
  }

  /** That of today. */
  static Board of(Period period, LocalDate today, Measure by) {
    return new Board(period, period.firstDay(today), by);
  }

  /** Absent when it has no end. */
  @Nullable LocalDate lastDay() {
    return firstDay == null ? null : period.end(firstDay).minusDays(1);
  }
}
