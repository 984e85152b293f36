package dev.trilha.query.progress;

import org.jspecify.annotations.Nullable;

/** How much of what applies is done. */
public final class Percent {
  private Percent() {}

  /**
   * Rounded down, so that 100 means all; never above it.
   *
   * @return nothing when nothing applies: an empty section is neither begun nor finished
   */
  public static @Nullable Integer of(long done, long skipped, long total) {
    long applies = total - skipped;
    return applies <= 0 ? null : Math.clamp(100 * done / applies, 0, 100);
  }
}
