package dev.trilha.notification.announcement;

import dev.trilha.schemas.SectionTally;

/** Leaves: {@code done} of {@code total}, of which {@code skipped} do not apply. */
public record Tally(int done, int skipped, int total) {
  public static Tally of(SectionTally tally) {
    return new Tally(tally.done(), tally.skipped(), tally.total());
  }

  /** What there is to do at all. */
  public int applicable() {
    return total - skipped;
  }

  /** Rounded down: 100 means all. Nothing to do is all done. */
  public int percent() {
    return applicable() <= 0 ? 100 : (int) (100L * done / applicable());
  }
}
