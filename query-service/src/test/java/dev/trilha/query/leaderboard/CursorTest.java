package dev.trilha.query.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trilha.query.problem.ProblemException;
import dev.trilha.query.progress.Measure;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-23");

  private static String encoded(String plain) {
    return Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void comesBackAsItWasHandedOut() {
    Cursor week = new Cursor(new Board(Period.WEEK, MONDAY, Measure.SHARE), -1, "ana_1");
    Cursor ever = new Cursor(new Board(Period.ALL, null, Measure.LEAVES), 17, "ana-1");

    assertThat(Cursor.parse(week.text(), Period.WEEK, Measure.SHARE)).isEqualTo(week);
    assertThat(Cursor.parse(ever.text(), Period.ALL, Measure.LEAVES)).isEqualTo(ever);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "5 ana",
        "week 2026-11-23 leaves 5",
        "week 2026-11-23 leaves 5 ana bia",
        "week 2026-11-23 leaves x ana",
        "week 2026-11-23 leaves 9999999999 ana",
        "week 2026-11-23 leaves -2147483648 ana",
        "week 2026-11-23 leaves -2 ana",
        "week 2026-11-23 leaves 5 a/b",
        "week 2026-11-24 leaves 5 ana",
        "week - leaves 5 ana",
        "week +999999999-12-27 leaves 5 ana",
        "week 0000-01-03 leaves 5 ana",
        "year 2026-01-01 leaves 5 ana",
        "week 2026-11-23 luck 5 ana"
      })
  void whatWasNeverHandedOutIsRefused(String plain) {
    assertThatThrownBy(() -> Cursor.parse(encoded(plain), Period.WEEK, Measure.LEAVES))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("is the next of an earlier answer");
    assertThatThrownBy(() -> Cursor.parse("%" + encoded(plain), Period.WEEK, Measure.LEAVES))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void isOfOneBoard() {
    String text = encoded("week 2026-11-23 leaves 5 ana");

    assertThat(Cursor.parse(text, Period.WEEK, Measure.LEAVES).board().firstDay())
        .isEqualTo(MONDAY);
    assertThatThrownBy(() -> Cursor.parse(text, Period.MONTH, Measure.LEAVES))
        .hasMessageContaining("is of the same period and by");
    assertThatThrownBy(() -> Cursor.parse(text, Period.WEEK, Measure.SHARE))
        .hasMessageContaining("is of the same period and by");
  }
}
