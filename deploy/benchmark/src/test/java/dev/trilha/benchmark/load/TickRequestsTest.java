package dev.trilha.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TickRequestsTest {
  @Test
  void asksForOneTick() {
    assertThat(written(1, Ticks.number(0xabcde, 123)))
        .startsWith(
            "PUT /v1/learners/7c9e6679-7425-40de-944b-0000000abcde/roadmaps/benchmark/items/"
                + "tier-2.topic-03.item-04 HTTP/1.1\r\n")
        .endsWith("\r\nContent-Length: 0\r\n\r\n");
  }

  @Test
  void asksForABatch() {
    String request = written(100, Ticks.number(1, 200));
    String body = request.substring(request.indexOf("\r\n\r\n") + 4);
    JsonNode items = JsonMapper.shared().readTree(body).path("items");

    assertThat(request).startsWith("PATCH /v1/learners/" + Ticks.learnerId(1));
    assertThat(request).contains("\r\nContent-Length: %d\r\n".formatted(body.length()));
    assertThat(items).hasSize(100);
    assertThat(items.path(99).path("itemId").asString()).isEqualTo(Ticks.itemId(299));
  }

  private static String written(int size, int tick) {
    var requests = new TickRequests(size);
    ByteBuffer target = ByteBuffer.allocate(requests.longest());
    requests.write(target, tick);
    return new String(target.array(), 0, target.position(), StandardCharsets.US_ASCII);
  }
}
