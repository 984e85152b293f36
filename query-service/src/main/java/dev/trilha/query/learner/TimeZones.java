package dev.trilha.query.learner;

import dev.trilha.query.problem.ProblemException;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The zone by which a caller wants days to be told. */
public final class TimeZones {
  private static final int LONGEST = 64;

  private TimeZones() {}

  /**
   * @param name of the parameter {@code zone}
   * @return nothing when none is stated
   * @throws ProblemException when there is no such zone
   */
  public static @Nullable ZoneId stated(@Nullable String name) {
    if (name == null) {
      return null;
    }
    try {
      if (name.length() <= LONGEST) {
        return ZoneId.of(name);
      }
    } catch (DateTimeException unknown) {
      // Said below.
    }
    throw ProblemException.malformed("zone", "is a time zone, for instance America/Sao_Paulo");
  }
}
