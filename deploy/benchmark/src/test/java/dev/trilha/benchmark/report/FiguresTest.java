package dev.trilha.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FiguresTest {
  private final Figures figures = new Figures();

  @ParameterizedTest
  @CsvSource({"'3', 3", "'5 1', 3", "'9 1 5', 5", "'4 1 3 2', 2.5"})
  void theMedianIsInTheMiddle(String values, double median) {
    for (String value : values.split(" ", -1)) {
      figures.measure("rate", Double.parseDouble(value));
    }

    assertThat(figures.summary("rate").orElseThrow().median()).isEqualTo(median);
  }

  @Test
  void aRatioIsTakenRoundByRound() {
    // The machine was half as fast in the second round: the ratio is the same.
    figures.measure("ticks", 100);
    figures.measure("ticks", 50);
    figures.measure("stock", 10);
    figures.measure("stock", 5);

    figures.relate("ratio", "ticks", "stock");

    assertThat(figures.summary("ratio")).contains(new Summary(10, 10, 10));
  }

  @Test
  void aRatioToNothingIsNone() {
    figures.measure("ticks", 100);
    figures.measure("stock", 0);

    figures.relate("ratio", "ticks", "stock");
    figures.relate("other", "ticks", "never-measured");

    assertThat(figures.summary("ratio")).isEmpty();
    assertThat(figures.summary("other")).isEmpty();
  }

  @Test
  void theFileIsOneFlatObjectOfNumbers() {
    figures.measure("ticks_per_s", 16_000.4);
    figures.measure("ticks_per_s", 12_000.2);
    figures.measure("ticks_per_s", 17_000.9);
    figures.measure("answer_ms_p99", 4.56789);
    figures.count("acked", 40);
    figures.count("acked", 2);

    JsonNode json = JsonMapper.shared().readTree(figures.toJson());

    assertThat(json)
        .isEqualTo(
            JsonMapper.shared()
                .readTree(
                    """
                    {"ticks_per_s": 16000, "ticks_per_s_min": 12000, "ticks_per_s_max": 17001,
                     "answer_ms_p99": 4.568, "answer_ms_p99_min": 4.568, "answer_ms_p99_max": 4.568,
                     "acked": 42}
                    """));
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThatThrownBy(() -> figures.measure("ratio", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
