package dev.trilha.query.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.progress.Measure;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoardTest {
  @ParameterizedTest
  @CsvSource({
    "WEEK, 2026-11-23, 2026-11-23, 2026-11-29",
    "WEEK, 2026-11-29, 2026-11-23, 2026-11-29",
    "WEEK, 2026-01-01, 2025-12-29, 2026-01-04",
    "MONTH, 2026-11-30, 2026-11-01, 2026-11-30",
    "MONTH, 2028-02-10, 2028-02-01, 2028-02-29"
  })
  void hasTheDaysOfItsPeriod(Period period, LocalDate today, LocalDate first, LocalDate last) {
    Board board = Board.of(period, today, Measure.LEAVES);

    assertThat(board.firstDay()).isEqualTo(first);
    assertThat(board.lastDay()).isEqualTo(last);
  }

  @Test
  void ofAllTimeHasNoDays() {
    Board board = Board.of(Period.ALL, LocalDate.parse("2026-11-23"), Measure.SHARE);

    assertThat(board.firstDay()).isNull();
    assertThat(board.lastDay()).isNull();
  }
}
