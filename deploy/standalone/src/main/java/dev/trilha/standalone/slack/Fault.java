package dev.trilha.standalone.slack;

import dev.trilha.schemas.problem.BrokenRule;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A misbehaviour to order: the next calls are answered with the status, or late, or both; or with
 * an error of Slack's; or not at all.
 *
 * @param status to answer; null: the true answer
 * @param times how many calls; null: one; 0: none from now on, which ends an earlier order
 * @param retryAfter seconds, sent as {@code Retry-After}
 * @param hangMillis how long each of the calls waits for its answer
 * @param channel only calls for this channel; null: for any
 * @param error a word such as {@code channel_not_found}: with its status to a webhook, in a success
 *     to a bot
 * @param drop whether the message is taken and the connection closed without an answer
 */
record Fault(
    @Nullable Integer status,
    @Nullable Integer times,
    @Nullable Integer retryAfter,
    @Nullable Integer hangMillis,
    @Nullable String channel,
    @Nullable String error,
    @Nullable Boolean drop) {
  /** An order that cannot be carried out. */
  static final class Refused extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final transient BrokenRule broken;

    Refused(String field, String rule) {
      BrokenRule said = new BrokenRule(field, rule);
      super(said.toString());
      broken = said;
    }

    BrokenRule broken() {
      return broken;
    }
  }

  static final Fault NONE = new Fault(null, 0, null, null, null, null, null);

  private static final int LONGEST_HANG = 300_000;
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]{1,63}");

  Fault {
    requireBetween("status", status, 200, 599);
    requireBetween("times", times, 0, 1_000_000);
    requireBetween("retryAfter", retryAfter, 0, 86_400);
    requireBetween("hangMillis", hangMillis, 0, LONGEST_HANG);
    if (error != null && !WORD.matcher(error).matches()) {
      throw new Refused("error", "is a word such as channel_not_found");
    }
    boolean nothing = status == null && hangMillis == null && error == null && !isTrue(drop);
    if (nothing && (times == null || times > 0)) {
      throw new Refused("body", "has a status, hangMillis, error or drop");
    }
  }

  int remaining() {
    return times == null ? 1 : times;
  }

  boolean concerns(String calledChannel) {
    return remaining() > 0 && (channel == null || channel.equals(calledChannel));
  }

  Fault used() {
    return new Fault(status, remaining() - 1, retryAfter, hangMillis, channel, error, drop);
  }

  boolean drops() {
    return isTrue(drop);
  }

  private static boolean isTrue(@Nullable Boolean flag) {
    return Boolean.TRUE.equals(flag);
  }

  private static void requireBetween(String name, @Nullable Integer value, int least, int most) {
    if (value != null && (value < least || value > most)) {
      throw new Refused(name, "is a whole number from %d to %d".formatted(least, most));
    }
  }
}
