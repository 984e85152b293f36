package dev.trilha.benchmark.load;

import java.nio.ByteBuffer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Ticks, put together from bytes that were made before the load began. */
final class TickRequests implements Requests {
  private static final String HOST = " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
  private static final byte[] HEX = Ticks.ascii("0123456789abcdef");

  private final int size;
  private final byte[] head;
  private final byte[][] tails;

  /**
   * @param size ticks in a request: one with {@code PUT}, several with {@code PATCH}
   */
  TickRequests(int size) {
    String learner = Ticks.learnerId(0);
    int number = learner.length() - 12;
    this.size = size;
    this.head =
        Ticks.ascii(
            "%s /v1/learners/%s"
                .formatted(size == 1 ? "PUT" : "PATCH", learner.substring(0, number)));
    this.tails =
        IntStream.range(0, Ticks.ITEMS / size)
            .mapToObj(part -> Ticks.ascii(tail(part * size, size)))
            .toArray(byte[][]::new);
  }

  private static String tail(int first, int size) {
    String items = "/roadmaps/%s/items".formatted(Ticks.ROADMAP);
    if (size == 1) {
      return items + "/" + Ticks.itemId(first) + HOST + "Content-Length: 0\r\n\r\n";
    }
    String body =
        IntStream.range(first, first + size)
            .mapToObj(
                item -> "{\"itemId\":\"%s\",\"status\":\"done\"}".formatted(Ticks.itemId(item)))
            .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    return items
        + HOST
        + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n".formatted(body.length())
        + body;
  }

  @Override
  public int longest() {
    int longest = 0;
    for (byte[] tail : tails) {
      longest = Math.max(longest, tail.length);
    }
    return head.length + 12 + longest;
  }

  /** The request of the tick, or of the ticks that begin with it. */
  @Override
  public void write(ByteBuffer target, int tick) {
    target.put(head);
    int learner = Ticks.learner(tick);
    for (int shift = 44; shift >= 0; shift -= 4) {
      // Of the twelve digits the number fills the last eight.
      target.put(HEX[shift >= 32 ? 0 : (learner >>> shift) & 15]);
    }
    target.put(tails[Ticks.item(tick) / size]);
  }
}
