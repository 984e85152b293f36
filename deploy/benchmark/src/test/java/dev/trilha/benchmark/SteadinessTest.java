package dev.trilha.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SteadinessTest {
  @Test
  void nothingIsSteadyBeforeItRan() {
    assertThat(new Steadiness().isReached()).isFalse();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "100 200 300 400 500 600 700 | false",
        "100 100 100 100 100         | false",
        "100 100 100 100 100 100     | true",
        "100 103 103 103 103 103     | true",
        "100 50 50 50 50 104         | false",
        "100 50 50 50 50 50          | true",
      })
  void isReachedWhenFiveSlicesBringNoGain(String rates, boolean reached) {
    var steadiness = new Steadiness();

    for (String rate : rates.split(" ", -1)) {
      steadiness.add(Double.parseDouble(rate));
    }

    assertThat(steadiness.isReached()).isEqualTo(reached);
  }
}
