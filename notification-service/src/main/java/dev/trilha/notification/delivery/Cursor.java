package dev.trilha.notification.delivery;

import dev.trilha.notification.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where a page of a list ends. Opaque to clients, so that it may change. */
final class Cursor {
  private static final int LONGEST = 40;

  private Cursor() {}

  static String encode(long id) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Long.toString(id).getBytes(StandardCharsets.US_ASCII));
  }

  static long decode(String cursor) {
    try {
      if (cursor.length() <= LONGEST) {
        return number(
            new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII), "cursor");
      }
    } catch (IllegalArgumentException | ProblemException malformed) {
      // The answer below names the cursor.
    }
    throw ProblemException.malformed("cursor", "is the next of an earlier answer");
  }

  static long number(String text, String field) {
    boolean digits =
        !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits) {
      throw ProblemException.malformed(field, "is a whole number in its range");
    }
    return Long.parseLong(text);
  }
}
