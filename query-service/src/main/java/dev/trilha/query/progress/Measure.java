package dev.trilha.query.progress;

import java.util.Locale;

/** What learners are compared by. */
public enum Measure {
  /** Leaves completed. */
  LEAVES,
  /** Percent of the leaves that apply, rounded down; -1 when none does. */
  SHARE;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of what somebody has done. */
  public long of(long done, long skipped, long total) {
    if (this == LEAVES) {
      return done;
    }
    Integer percent = Percent.of(done, skipped, total);
    return percent == null ? -1 : percent;
  }
}
