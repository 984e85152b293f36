package dev.trilha.standalone.slack;

import dev.trilha.schemas.problem.BrokenRule;
import org.jspecify.annotations.Nullable;

/**
 * A misbehaviour to order: the next calls are answered with the status, or late, or both.
 *
 * @param status to answer; null: the true answer
 * @param times how many calls; null: one; 0: none from now on, which ends an earlier order
 * @param retryAfter seconds, sent as {@code Retry-After}
 * @param hangMillis how long each of the calls waits for its answer
 * @param channel only calls for this channel; null: for any
 */
record Fault(
    @Nullable Integer status,
    @Nullable Integer times,
    @Nullable Integer retryAfter,
    @Nullable Integer hangMillis,
    @Nullable String channel) {
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

  static final Fault NONE = new Fault(null, 0, null, null, null);

  private static final int LONGEST_HANG = 300_000;

  Fault {
    requireBetween("status", status, 200, 599);
    requireBetween("times", times, 0, 1_000_000);
    requireBetween("retryAfter", retryAfter, 0, 86_400);
    requireBetween("hangMillis", hangMillis, 0, LONGEST_HANG);
    if (status == null && hangMillis == null && (times == null || times > 0)) {
      throw new Refused("body", "has a status or hangMillis");
    }
  }

  int remaining() {
    return times == null ? 1 : times;
  }

  boolean concerns(String calledChannel) {
    return remaining() > 0 && (channel == null || channel.equals(calledChannel));
  }

  Fault used() {
    return new Fault(status, remaining() - 1, retryAfter, hangMillis, channel);
  }

  private static void requireBetween(String name, @Nullable Integer value, int least, int most) {
    if (value != null && (value < least || value > most)) {
      throw new Refused(name, "is a whole number from %d to %d".formatted(least, most));
    }
  }
}
