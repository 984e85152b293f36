package dev.trilha.query.activity;

import dev.trilha.query.problem.ProblemException;
import dev.trilha.schemas.RoadmapId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * After which event a page of activity begins. It names the event's place in the order, so that
 * pages hold still while news arrive. Opaque to clients.
 */
record Cursor(Instant at, String roadmapId, long sequence) {
  static Cursor after(Activity activity) {
    return new Cursor(activity.at(), activity.roadmapId(), activity.sequence());
  }

  /**
   * @throws ProblemException when it is none of ours
   */
  static Cursor parse(String text) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
      List<String> parts = List.of(plain.split(" ", -1));
      if (parts.size() != 3) {
        throw new IllegalArgumentException("three parts");
      }
      return new Cursor(
          ActivityController.stored("cursor", Instant.parse(parts.get(0))),
          new RoadmapId(parts.get(1)).value(),
          Long.parseLong(parts.get(2)));
    } catch (IllegalArgumentException | DateTimeException notOurs) {
      throw ProblemException.malformed("cursor", "is the next of an earlier answer");
    }
  }

  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            (at + " " + roadmapId + " " + sequence).getBytes(StandardCharsets.US_ASCII));
  }
}
