package dev.trilha.query.leaderboard;

import dev.trilha.query.leaderboard.Ranking.Ranked;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.query.progress.Measure;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * After which entry a page begins. It names the place in the order, not a number of entries, so
 * that nobody is shown twice or left out when others move meanwhile; and the board, so that a page
 * that is asked for after midnight is still of the week of the first. Opaque to clients.
 *
 * @param value what the entry is ranked by
 * @param id of the learner or the team
 */
record Cursor(Board board, int value, String id) {
  private static final String NO_DAY = "-";

  /** Of whom nothing applies to, by share. */
  private static final int LEAST = -1;

  /**
   * @throws ProblemException when it is none of ours, or of another board
   */
  static Cursor parse(String text, Period period, Measure by) {
    Cursor cursor = parse(text);
    if (cursor.board.period() != period || cursor.board.by() != by) {
      throw ProblemException.malformed("cursor", "is of the same period and by");
    }
    return cursor;
  }

  private static Cursor parse(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      List<String> parts = List.of(plain.split(" ", -1));
      if (parts.size() != 5 || !parts.get(4).matches("[A-Za-z0-9_-]{1,64}")) {
        throw new IllegalArgumentException("five parts, the last an id");
      }
      int value = Integer.parseInt(parts.get(3));
      if (value < LEAST) {
        throw new IllegalArgumentException("nobody is ranked by less than " + LEAST);
      }
      String day = parts.get(1);
      return new Cursor(
          new Board(
              Period.valueOf(parts.get(0).toUpperCase(Locale.ROOT)),
              day.equals(NO_DAY) ? null : LocalDate.parse(day),
              Measure.valueOf(parts.get(2).toUpperCase(Locale.ROOT))),
          value,
          parts.get(4));
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      throw ProblemException.malformed("cursor", "is the next of an earlier answer");
    }
  }

  /** The text of the one after an entry; nothing without one. */
  static @Nullable String after(Board board, @Nullable Ranked<?> last) {
    return last == null ? null : new Cursor(board, Math.toIntExact(last.value()), last.id()).text();
  }

  String text() {
    String plain =
        String.join(
            " ",
            board.period().wireName(),
            board.firstDay() == null ? NO_DAY : board.firstDay().toString(),
            board.by().wireName(),
            Integer.toString(value),
            id);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }
}
