package dev.trilha.benchmark.load;

import java.nio.ByteBuffer;
import java.util.List;

/** Questions, made before the load began; their number is their place in the list. */
final class ReadRequests implements Requests {
  private final byte[][] requests;

  /**
   * @param addresses path and query
   */
  ReadRequests(List<String> addresses) {
    requests =
        addresses.stream()
            .map(address ->
                Ticks.ascii("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".formatted(address)))
            .toArray(byte[][]::new);
  }

  @Override
  public int longest() {
    int longest = 0;
    for (byte[] request : requests) {
      longest = Math.max(longest, request.length);
    }
    return longest;
  }

  @Override
  public void write(ByteBuffer target, int number) {
    target.put(requests[number]);
  }
}
