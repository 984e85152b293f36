package dev.trilha.query.progress;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer as it is sent, but for the two members that change while the enrollment does not: how
 * fresh it is.
 */
final class Drawing {
  /** As it is drawn; no id has a quotation mark in it, so what is found first is the members. */
  private static final byte[] OPEN = ascii("\"asOf\":null,\"stale\":false");

  private final EnrollmentHead.Row of;
  private final byte[] before;
  private final byte[] after;

  private Drawing(EnrollmentHead.Row of, byte[] before, byte[] after) {
    this.of = of;
    this.before = before;
    this.after = after;
  }

  /**
   * @param json as answers are written
   * @param of the row that the view shows
   */
  static Drawing of(JsonMapper json, EnrollmentHead.Row of, ProgressView view) {
    byte[] drawn = json.writeValueAsBytes(view.asOf(null, false));
    for (int open = 0; open <= drawn.length - OPEN.length; open++) {
      int behind = open + OPEN.length;
      if (Arrays.equals(drawn, open, behind, OPEN, 0, OPEN.length)) {
        return new Drawing(
            of, Arrays.copyOf(drawn, open), Arrays.copyOfRange(drawn, behind, drawn.length));
      }
    }
    throw new IllegalStateException("an answer says asOf and stale, one behind the other");
  }

  EnrollmentHead.Row of() {
    return of;
  }

  int bytes() {
    return before.length + after.length;
  }

  /** The answer in UTF-8. */
  byte[] at(@Nullable Instant asOf, boolean stale) {
    byte[] fresh =
        ascii("\"asOf\":" + (asOf == null ? "null" : "\"" + asOf + "\"") + ",\"stale\":" + stale);
    byte[] answer = Arrays.copyOf(before, before.length + fresh.length + after.length);
    System.arraycopy(fresh, 0, answer, before.length, fresh.length);
    System.arraycopy(after, 0, answer, before.length + fresh.length, after.length);
    return answer;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
