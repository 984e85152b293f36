package dev.trilha.benchmark.load;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.OptionalInt;

/**
 * Every tick that the benchmark can send has a number: which learner ticks which item of the one
 * roadmap. 3 tiers of 10 topics of 10 items each.
 */
public final class Ticks {
  public static final String ROADMAP = "benchmark";

  /** Items of the roadmap. */
  public static final int ITEMS = 300;

  /** Of a learner's id, which looks like a UUID: its last group is the learner's number. */
  public static final int LEARNER_ID_LENGTH = 36;

  /** Of the ids of all learners who tick under load. */
  public static final String LEARNER_PREFIX = "7c9e6679-7425-40de-944b-";

  private static final int PER_TIER = 100;
  private static final int PER_TOPIC = 10;

  private Ticks() {}

  static int number(int learner, int item) {
    return learner * ITEMS + item;
  }

  public static int learner(int number) {
    return number / ITEMS;
  }

  public static int item(int number) {
    return number % ITEMS;
  }

  public static String learnerId(int learner) {
    return LEARNER_PREFIX + "%012x".formatted(learner);
  }

  /** {@code tier-2.topic-07.item-10} and the like. */
  public static String itemId(int item) {
    return "%s.item-%02d".formatted(topicId(item), item % PER_TOPIC + 1);
  }

  private static String topicId(int item) {
    return "tier-%d.topic-%02d".formatted(item / PER_TIER + 1, item % PER_TIER / PER_TOPIC + 1);
  }

  /** The number of what a store says; empty for a learner or an item that is not ours. */
  public static OptionalInt number(String learnerId, String itemId) {
    if (!learnerId.startsWith(LEARNER_PREFIX)
        || learnerId.length() != LEARNER_ID_LENGTH
        || itemId.length() != itemId(0).length()) {
      return OptionalInt.empty();
    }
    long learner =
        HexFormat.fromHexDigitsToLong(learnerId, LEARNER_PREFIX.length(), LEARNER_ID_LENGTH);
    int item =
        (digits(itemId, 5, 6) - 1) * PER_TIER
            + (digits(itemId, 13, 15) - 1) * PER_TOPIC
            + digits(itemId, 21, 23)
            - 1;
    return learner <= Integer.MAX_VALUE / ITEMS
            && item >= 0
            && item < ITEMS
            && itemId(item).equals(itemId)
        ? OptionalInt.of(number((int) learner, item))
        : OptionalInt.empty();
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }

  /** The roadmap as command-service takes it. */
  public static String roadmap() {
    var tree = new StringBuilder("{\"title\":\"Benchmark\",\"language\":\"en\",\"children\":[");
    for (int item = 0; item < ITEMS; item++) {
      if (item % PER_TIER == 0) {
        tree.append(item == 0 ? "" : ",").append(opening("tier", "tier-" + (item / PER_TIER + 1)));
      }
      if (item % PER_TOPIC == 0) {
        tree.append(item % PER_TIER == 0 ? "" : ",").append(opening("topic", topicId(item)));
      }
      tree.append(item % PER_TOPIC == 0 ? "" : ",")
          .append("{\"id\":\"%1$s\",\"kind\":\"item\",\"title\":\"%1$s\"}".formatted(itemId(item)));
      if ((item + 1) % PER_TOPIC == 0) {
        tree.append("]}");
      }
      if ((item + 1) % PER_TIER == 0) {
        tree.append("]}");
      }
    }
    return tree.append("]}").toString();
  }

  private static String opening(String kind, String id) {
    return "{\"id\":\"%2$s\",\"kind\":\"%1$s\",\"title\":\"%2$s\",\"children\":["
        .formatted(kind, id);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
