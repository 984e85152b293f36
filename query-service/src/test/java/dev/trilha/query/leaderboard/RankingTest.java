package dev.trilha.query.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.leaderboard.Ranking.Contender;
import dev.trilha.query.leaderboard.Ranking.Entry;
import dev.trilha.query.progress.Progress.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankingTest {
  @ParameterizedTest
  @CsvSource({
    "9 7 7 5, 1 2 2 4",
    "5 7 9 7, 1 2 2 4",
    "3 3 3, 1 1 1",
    "4 4 2 2 1, 1 1 3 3 5",
    "0 0, 1 1",
    "8, 1"
  })
  void equalsShareARankAndTheNextCountsThemAll(String done, String ranks) {
    List<Contender> contenders = new ArrayList<>();
    for (String number : done.split(" ", -1)) {
      String id = "learner-" + contenders.size();
      contenders.add(new Contender(id, id, new Standing(Long.parseLong(number), 0, 10)));
    }

    assertThat(Ranking.of(contenders))
        .extracting(Entry::rank)
        .isEqualTo(Arrays.stream(ranks.split(" ", -1)).map(Integer::valueOf).toList());
  }

  @Test
  void aNewcomerStandsAtZero() {
    assertThat(Ranking.of(List.of(new Contender("bia", "Bia", Standing.NONE))))
        .containsExactly(new Entry(1, "bia", "Bia", 0, 0));
  }

  @Test
  void whereNothingAppliesThereIsNoPercent() {
    assertThat(Ranking.of(List.of(new Contender("bia", "Bia", new Standing(0, 3, 3)))))
        .extracting(Entry::percent)
        .containsOnlyNulls();
  }

  @Test
  void equalsAreOrderedByIdWhateverTheOrderTheyCameIn() {
    var standing = new Standing(2, 0, 4);
    var ana = new Contender("ana", "Zoe", standing);
    var bia = new Contender("bia", "Abe", standing);

    assertThat(Ranking.of(List.of(bia, ana))).isEqualTo(Ranking.of(List.of(ana, bia)));
    assertThat(Ranking.of(List.of(bia, ana))).extracting(Entry::learnerId).first().isEqualTo("ana");
  }
}
