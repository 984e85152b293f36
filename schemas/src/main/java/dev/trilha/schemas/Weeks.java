package dev.trilha.schemas;

/**
 * Weeks of a plan, counted from its start.
 *
 * @param from the first of them, 1 to {@value #LAST}
 * @param to the last of them, not before the first
 */
public record Weeks(int from, int to) {
  /** Nobody plans further ahead. */
  public static final int LAST = 1_000;

  public Weeks {
    if (from < 1 || to < from || to > LAST) {
      throw new InvalidValueException(
          "weeks", "are from the first or a later one to the same or a later one, at most " + LAST);
    }
  }
}
