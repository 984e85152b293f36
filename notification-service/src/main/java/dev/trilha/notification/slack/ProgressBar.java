package dev.trilha.notification.slack;

import dev.trilha.notification.announcement.Tally;

/** How far something is, drawn with letters. */
final class ProgressBar {
  private static final int CELLS = 10;

  private ProgressBar() {}

  /** A full bar means all; a bar is empty only when nothing is done. */
  static String of(Tally tally) {
    int percent = Math.clamp(tally.percent(), 0, 100);
    int full = percent * CELLS / 100;
    if (full == 0 && tally.done() > 0) {
      full = 1;
    }
    return "`" + "▰".repeat(full) + "▱".repeat(CELLS - full) + "` " + percent + "%";
  }
}
