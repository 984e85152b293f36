package dev.trilha.query.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.leaderboard.Paging.Asked;
import dev.trilha.query.leaderboard.Ranking.Contender;
import dev.trilha.query.leaderboard.Ranking.Page;
import dev.trilha.query.leaderboard.Ranking.Ranked;
import dev.trilha.query.progress.Measure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankingTest {
  private static final Board BOARD =
      Board.of(Period.ALL, LocalDate.parse("2026-11-23"), Measure.LEAVES);

  /** The contenders are named a, b, c… */
  private static Ranking<String> ranking(String values) {
    List<Contender<String>> contenders = new ArrayList<>();
    for (String value : values.split(" ", -1)) {
      String id = String.valueOf((char) ('a' + contenders.size()));
      contenders.add(new Contender<>(id, Long.parseLong(value), id));
    }
    return Ranking.of(contenders);
  }

  private static List<String> ids(@Nullable Page<String> page) {
    return page == null ? List.of() : page.entries().stream().map(Ranked::id).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "9 7 7 5, 1 2 2 4",
    "5 7 9 7, 1 2 2 4",
    "3 3 3, 1 1 1",
    "4 4 2 2 1, 1 1 3 3 5",
    "0 0 -1, 1 1 3",
    "8, 1"
  })
  void equalsShareARankAndTheNextCountsThemAll(String values, String ranks) {
    assertThat(ranking(values).all())
        .extracting(Ranked::rank)
        .isEqualTo(Arrays.stream(ranks.split(" ", -1)).map(Integer::valueOf).toList());
  }

  @Test
  void equalsAreOrderedByIdWhateverTheOrderTheyCameIn() {
    var zoe = new Contender<>("ana", 2, "Zoe");
    var abe = new Contender<>("bia", 2, "Abe");

    assertThat(Ranking.of(List.of(abe, zoe)).all()).isEqualTo(Ranking.of(List.of(zoe, abe)).all());
    assertThat(Ranking.of(List.of(abe, zoe)).all().getFirst().id()).isEqualTo("ana");
  }

  @ParameterizedTest
  @CsvSource({
    "6 z, a b c d",
    "5 a, b c d",
    "5 A, a b c d",
    "4 b, c d",
    "4 c, d",
    "3 a, d",
    "0 a, ''"
  })
  void aPageGoesOnBehindAPlaceWhetherOrNotSomebodyStandsThere(String place, String rest) {
    String[] parts = place.split(" ", -1);
    Cursor cursor = new Cursor(BOARD, Integer.parseInt(parts[0]), parts[1]);

    assertThat(String.join(" ", ids(ranking("5 4 4 2").page(new Asked(cursor, null, 10)))))
        .isEqualTo(rest);
  }

  @ParameterizedTest
  @CsvSource({
    "a, 3, a b c",
    "b, 3, a b c",
    "c, 3, b c d",
    "e, 3, c d e",
    "c, 1, c",
    "c, 9, a b c d e"
  })
  void aroundIsInTheMiddleAsFarAsThereAreOthers(String id, int limit, String shown) {
    assertThat(String.join(" ", ids(ranking("5 4 3 2 1").page(new Asked(null, id, limit)))))
        .isEqualTo(shown);
  }

  @Test
  void thereIsNothingAroundSomebodyWhoIsNotRanked() {
    assertThat(ranking("5 4").page(new Asked(null, "nobody", 5))).isNull();
  }

  @Test
  void theLastPageSaysSo() {
    assertThat(lastOf(ranking("5 4 3").page(new Asked(null, null, 2)))).isEqualTo("b");
    assertThat(lastOf(ranking("5 4 3").page(new Asked(null, null, 3)))).isEqualTo("none");
  }

  private static String lastOf(@Nullable Page<String> page) {
    return page == null || page.last() == null ? "none" : page.last().id();
  }
}
