package dev.trilha.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TicksTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 9, 10, 99, 100, 299, 300, 1_000_000, 150_000_299})
  void aTickIsKnownAgainByItsIds(int tick) {
    String learner = Ticks.learnerId(Ticks.learner(tick));
    String item = Ticks.itemId(Ticks.item(tick));

    assertThat(Ticks.number(learner, item)).hasValue(tick);
  }

  @ParameterizedTest
  @CsvSource({
    "ana, tier-1.topic-01.item-01",
    "7c9e6679-7425-40de-944b-000000000001, tier-4.topic-01.item-01",
    "7c9e6679-7425-40de-944b-000000000001, tier-1.topic-11.item-01",
    "7c9e6679-7425-40de-944b-000000000001, git"
  })
  void whatIsNotOursHasNoNumber(String learner, String item) {
    assertThat(Ticks.number(learner, item)).isEmpty();
  }

  @Test
  void theRoadmapHasEveryItemOnce() {
    Set<String> items = new HashSet<>();
    int[] count = {0};
    collect(JsonMapper.shared().readTree(Ticks.roadmap()), items, count);

    assertThat(count[0]).isEqualTo(Ticks.ITEMS);
    assertThat(items).hasSize(Ticks.ITEMS).contains(Ticks.itemId(0), Ticks.itemId(299));
  }

  private static void collect(JsonNode node, Set<String> items, int[] count) {
    if (node.path("kind").asString("").equals("item")) {
      items.add(node.path("id").asString());
      count[0]++;
    }
    node.path("children").forEach(child -> collect(child, items, count));
  }
}
