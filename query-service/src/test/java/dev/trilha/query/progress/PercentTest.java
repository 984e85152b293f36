package dev.trilha.query.progress;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PercentTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 50, 0",
    "1, 0, 50, 2",
    "1, 0, 3, 33",
    "2, 0, 3, 66",
    "199, 0, 200, 99",
    "200, 0, 200, 100",
    "1, 2, 4, 50",
    "2, 2, 4, 100",
    "3, 2, 4, 100",
    "0, 0, 0, ",
    "0, 3, 3, "
  })
  void isRoundedDownAndOfWhatApplies(
      long done, long skipped, long total, @Nullable Integer percent) {
    assertThat(Percent.of(done, skipped, total)).isEqualTo(percent);
  }
}
