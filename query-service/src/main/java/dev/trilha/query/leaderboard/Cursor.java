package dev.trilha.query.leaderboard;

import dev.trilha.query.leaderboard.Ranking.Entry;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.schemas.LearnerId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * After which entry a page begins. It names the place in the order, not a number of entries, so
 * that nobody is shown twice or left out when others move meanwhile. Opaque to clients.
 */
record Cursor(long done, String learnerId) {
  static Cursor after(Entry entry) {
    return new Cursor(entry.done(), entry.learnerId());
  }

  /**
   * @throws ProblemException when it is none of ours
   */
  static Cursor parse(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      List<String> parts = List.of(plain.split(" ", -1));
      if (parts.size() != 2) {
        throw new IllegalArgumentException("two parts");
      }
      return new Cursor(Long.parseLong(parts.get(0)), new LearnerId(parts.get(1)).value());
    } catch (IllegalArgumentException notOurs) {
      throw ProblemException.malformed("cursor", "is the next of an earlier answer");
    }
  }

  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((done + " " + learnerId).getBytes(StandardCharsets.US_ASCII));
  }

  boolean isBefore(Entry entry) {
    return entry.done() < done
        || (entry.done() == done && entry.learnerId().compareTo(learnerId) > 0);
  }
}
