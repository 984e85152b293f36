package dev.trilha.query.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trilha.query.leaderboard.Ranking.Entry;
import dev.trilha.query.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  @Test
  void comesBackAsItWasHandedOut() {
    Cursor cursor = Cursor.after(new Entry(3, "ana_1", "Ana", 17, 50));

    assertThat(Cursor.parse(cursor.text())).isEqualTo(cursor);
  }

  @ParameterizedTest
  @CsvSource({"6, ana, false", "5, ana, false", "5, bia, false", "5, bib, true", "4, ana, true"})
  void marksAPlaceInTheOrder(long done, String learner, boolean after) {
    assertThat(new Cursor(5, "bia").isBefore(new Entry(1, learner, learner, done, 1)))
        .isEqualTo(after);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "5 ana bia", "x ana", "5 a/b"})
  void whatWasNeverHandedOutIsRefused(String plain) {
    String text = Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));

    assertThatThrownBy(() -> Cursor.parse(text)).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> Cursor.parse("%" + text)).isInstanceOf(ProblemException.class);
  }
}
