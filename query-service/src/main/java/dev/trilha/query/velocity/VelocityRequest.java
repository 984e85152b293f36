package dev.trilha.query.velocity;

import dev.trilha.query.problem.ProblemException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** What a caller may say; every refusal names the parameter and its rule. */
final class VelocityRequest {
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 9998;

  private VelocityRequest() {}

  record Days(LocalDate from, LocalDate to) {}

  static Bucket bucket(String name) {
    for (Bucket bucket : Bucket.values()) {
      if (bucket.wireName().equals(name)) {
        return bucket;
      }
    }
    throw ProblemException.malformed("bucket", "is day, week or month");
  }

  static @Nullable LocalDate day(String field, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR) {
        return day;
      }
    } catch (DateTimeException noDay) {
      // Said below.
    }
    throw ProblemException.malformed(
        field, "is a day of the years %d to %d, as 2026-11-23".formatted(FIRST_YEAR, LAST_YEAR));
  }

  /**
   * @param most how many days there may be
   */
  static Days days(LocalDate from, LocalDate to, long most) {
    if (to.isBefore(from)) {
      throw ProblemException.malformed("to", "is not before from");
    }
    if (ChronoUnit.DAYS.between(from, to) >= most) {
      throw ProblemException.malformed("to", "is at most %d days after from".formatted(most - 1));
    }
    return new Days(from, to);
  }
}
