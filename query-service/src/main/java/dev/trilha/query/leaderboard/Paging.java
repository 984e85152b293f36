package dev.trilha.query.leaderboard;

import dev.trilha.query.problem.ProblemException;
import dev.trilha.query.progress.Measure;
import org.jspecify.annotations.Nullable;

/** What a caller may say about a board; every refusal names the parameter and its rule. */
final class Paging {
  static final int MOST = 200;

  private Paging() {}

  /**
   * Which part of a board.
   *
   * @param around the id of somebody who stands in the middle of it
   */
  record Asked(@Nullable Cursor cursor, @Nullable String around, int limit) {
    /** The page that goes on where a cursor says is of the cursor's board. */
    Board board(Board today) {
      return cursor == null ? today : cursor.board();
    }
  }

  static Asked asked(
      Period period, Measure by, @Nullable String cursor, @Nullable String around, int limit) {
    if (limit < 1 || limit > MOST) {
      throw ProblemException.malformed("limit", "is a whole number from 1 to " + MOST);
    }
    if (around != null && cursor != null) {
      throw ProblemException.malformed("cursor", "is absent where around is given");
    }
    return new Asked(cursor == null ? null : Cursor.parse(cursor, period, by), around, limit);
  }

  static Period period(String name) {
    for (Period period : Period.values()) {
      if (period.wireName().equals(name)) {
        return period;
      }
    }
    throw ProblemException.malformed("period", "is all, month or week");
  }

  static Measure by(String name) {
    for (Measure measure : Measure.values()) {
      if (measure.wireName().equals(name)) {
        return measure;
      }
    }
    throw ProblemException.malformed("by", "is leaves or share");
  }
}
