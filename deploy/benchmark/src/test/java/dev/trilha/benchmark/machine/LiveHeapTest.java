package dev.trilha.benchmark.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LiveHeapTest {
  @Test
  void isTheTotalOfTheHistogram() {
    String histogram =
        """
        4711:
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:         26403        1745392  [B (java.base@25.0.3)
        Total        210000       98765432
        """;

    assertThat(LiveHeap.total(histogram)).isEqualTo(98_765_432);
  }

  @Test
  void isNotGuessedWhenJcmdFails() {
    assertThatThrownBy(() -> LiveHeap.total("4711: no such process"))
        .isInstanceOf(BenchmarkFailed.class)
        .hasMessageContaining("no such process");
  }
}
