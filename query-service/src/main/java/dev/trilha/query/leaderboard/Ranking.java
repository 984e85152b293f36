package dev.trilha.query.leaderboard;

import dev.trilha.query.progress.Percent;
import dev.trilha.query.progress.Progress.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Learners in order: most leaves done first. Equal numbers share a rank, and the next rank counts
 * them all (1, 2, 2, 4).
 */
final class Ranking {
  /** Among equals by id, so that the order is always the same and says nothing. */
  private static final Comparator<Contender> ORDER =
      Comparator.comparingLong((Contender contender) -> contender.standing().done())
          .reversed()
          .thenComparing(Contender::learnerId);

  private Ranking() {}

  record Contender(String learnerId, String displayName, Standing standing) {}

  /**
   * @param percent of what applies to the learner; 0 before the first tick, absent when nothing
   *     applies
   */
  record Entry(
      int rank, String learnerId, String displayName, long done, @Nullable Integer percent) {}

  static List<Entry> of(Collection<Contender> contenders) {
    List<Contender> ordered = contenders.stream().sorted(ORDER).toList();
    List<Entry> entries = new ArrayList<>(ordered.size());
    for (int i = 0; i < ordered.size(); i++) {
      Contender contender = ordered.get(i);
      long done = contender.standing().done();
      int rank = i > 0 && entries.get(i - 1).done() == done ? entries.get(i - 1).rank() : i + 1;
      entries.add(
          new Entry(
              rank,
              contender.learnerId(),
              contender.displayName(),
              done,
              percent(contender.standing())));
    }
    return entries;
  }

  private static @Nullable Integer percent(Standing standing) {
    return standing.equals(Standing.NONE)
        ? Integer.valueOf(0)
        : Percent.of(standing.done(), standing.skipped(), standing.total());
  }
}
