package dev.trilha.query.velocity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreakTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

  /** At noon of so many days ago. */
  private static List<Instant> daysAgo(String days) {
    return Arrays.stream(days.split(" ", -1))
        .map(Long::valueOf)
        .map(ago -> TODAY.minusDays(ago).atTime(12, 0).toInstant(ZoneOffset.UTC))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1",
    "1, 1, 1",
    "2, 0, 1",
    "2 1 0, 3, 3",
    "3 2 1, 3, 3",
    "4 3 2, 0, 3",
    "9 8 7 6 1 0, 2, 4",
    "0 0 0, 1, 1",
    "-1, 1, 1",
    "1 0 -1, 3, 3"
  })
  void countsDaysInARowUpToTodayOrYesterday(String days, int current, int longest) {
    Streak streak = Streak.of(daysAgo(days), ZoneOffset.UTC, TODAY);

    assertThat(streak.current()).isEqualTo(current);
    assertThat(streak.longest()).isEqualTo(longest);
  }

  @Test
  void withoutAnyLeafThereIsNone() {
    assertThat(Streak.of(List.of(), ZoneOffset.UTC, TODAY))
        .isEqualTo(new Streak(0, 0, null, new TreeMap<>()));
  }

  /** Nine in the evening in São Paulo is the next day in London. */
  @Test
  void aDayIsThatOfTheZone() {
    List<Instant> evenings =
        List.of(Instant.parse("2026-11-22T00:30:00Z"), Instant.parse("2026-11-22T23:30:00Z"));

    Streak there =
        Streak.of(evenings, ZoneId.of("America/Sao_Paulo"), LocalDate.parse("2026-11-22"));
    Streak here = Streak.of(evenings, ZoneOffset.UTC, LocalDate.parse("2026-11-22"));

    assertThat(there.current()).isEqualTo(2);
    assertThat(there.leaves().firstKey()).isEqualTo("2026-11-21");
    assertThat(here.current()).isEqualTo(1);
    assertThat(here.leaves()).containsEntry(LocalDate.parse("2026-11-22"), 2);
  }
}
