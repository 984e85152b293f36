package dev.trilha.command.enrollment;

import dev.trilha.command.problem.Refusal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The body of a tick; every field is optional, and so is the body.
 *
 * @param status {@code todo}, {@code in-progress}, {@code done} (when absent) or {@code skipped}
 * @param at when it happened; now, when absent
 * @param note a remark of the learner, at most 4 000 characters
 * @param evidence where the result is seen: an http or https address of at most 2 048 characters
 * @param minutes the time spent, at most a day
 */
record TickRequest(
    @Nullable String status,
    @Nullable Instant at,
    @Nullable String note,
    @Nullable String evidence,
    @Nullable Integer minutes) {

  static final TickRequest EMPTY = new TickRequest(null, null, null, null, null);

  private static final int LONGEST_NOTE = 4_000;
  private static final int LONGEST_EVIDENCE = 2_048;
  private static final int MINUTES_OF_A_DAY = 24 * 60;
  // Clocks of clients run ahead; a minute of it is no claim about the future.
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  /**
   * Not when it is made: whoever reads JSON makes it, before anybody counts what becomes of a tick.
   *
   * @throws Refusal.Invalid when a field breaks a rule
   */
  void requireFields() {
    if (note != null && note.length() > LONGEST_NOTE) {
      throw Refusal.Invalid.unacceptable(
          "note", "has at most %d characters".formatted(LONGEST_NOTE));
    }
    if (evidence != null) {
      requireLink(evidence);
    }
    if (minutes != null && (minutes < 0 || minutes > MINUTES_OF_A_DAY)) {
      throw Refusal.Invalid.malformed(
          "minutes", "is a whole number from 0 to %d".formatted(MINUTES_OF_A_DAY));
    }
  }

  private static void requireLink(String evidence) {
    if (evidence.length() > LONGEST_EVIDENCE) {
      throw Refusal.Invalid.unacceptable(
          "evidence", "has at most %d characters".formatted(LONGEST_EVIDENCE));
    }
    try {
      URI uri = new URI(evidence);
      if (("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return;
      }
    } catch (URISyntaxException notAnAddress) {
      // Said below, together with addresses of other schemes.
    }
    throw Refusal.Invalid.malformed("evidence", "is an http or https address");
  }

  ItemStatus statusOrDone() {
    return status == null ? ItemStatus.DONE : parse("status", status);
  }

  static ItemStatus parse(String field, String status) {
    return Arrays.stream(ItemStatus.values())
        .filter(known -> known.wireName().equals(status))
        .findFirst()
        .orElseThrow(
            () -> Refusal.Invalid.malformed(field, "is one of todo, in-progress, done, skipped"));
  }

  /**
   * @param oldest how far back a learner may date
   */
  static Instant moment(String field, @Nullable Instant claimed, Instant now, Duration oldest) {
    Instant at = claimed == null ? now : claimed;
    if (at.isAfter(now.plus(CLOCK_SKEW))) {
      throw Refusal.Invalid.malformed(field, "is not in the future");
    }
    if (at.isBefore(now.minus(oldest))) {
      throw Refusal.Invalid.malformed(field, "is at most %d days ago".formatted(oldest.toDays()));
    }
    return at.truncatedTo(ChronoUnit.MICROS);
  }

  boolean hasNote() {
    return note != null || evidence != null || minutes != null;
  }
}
