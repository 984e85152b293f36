package dev.trilha.query.leaderboard;

import dev.trilha.query.leaderboard.Paging.Asked;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.query.progress.Measure;
import dev.trilha.query.progress.Standings;
import dev.trilha.query.progress.Standings.Count;
import dev.trilha.query.progress.Standings.Place;
import dev.trilha.query.progress.Standings.Row;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everybody who is on a roadmap, however many: only the page that is asked for is read, and how
 * many stand where.
 */
class RoadmapBoard {
  private final Standings standings;

  RoadmapBoard(Standings standings) {
    this.standings = standings;
  }

  record Ranked(long rank, Row row) {}

  /**
   * @param last after which the next page begins; absent on the last page
   * @param of how many learners are ranked
   */
  record Page(List<Ranked> entries, @Nullable Row last, long of) {}

  Page page(RoadmapId roadmap, Measure by, Asked asked) {
    List<Row> rows =
        asked.around() == null ? behind(roadmap, by, asked) : around(roadmap, by, asked);
    boolean more = rows.size() > asked.limit();
    List<Row> shown = more ? rows.subList(0, asked.limit()) : rows;
    Map<Long, Long> ranks = new HashMap<>();
    long of = 0;
    for (Count count : standings.counts(roadmap, by, -1)) {
      ranks.put(count.value(), of + 1);
      of += count.learners();
    }
    return new Page(
        shown.stream().map(row -> new Ranked(ranks.getOrDefault(row.value(), 0L), row)).toList(),
        more ? shown.getLast() : null,
        of);
  }

  /** One more than is asked for, where there is one. */
  private List<Row> behind(RoadmapId roadmap, Measure by, Asked asked) {
    Cursor cursor = asked.cursor();
    Place place = cursor == null ? null : new Place(cursor.value(), cursor.id());
    return standings.behind(roadmap, by, place, asked.limit() + 1);
  }

  /** As many before the learner as after, as far as there are; and one more. */
  private List<Row> around(RoadmapId roadmap, Measure by, Asked asked) {
    var learner = new LearnerId(String.valueOf(asked.around()));
    Row row =
        standings
            .of(roadmap, by, learner)
            .orElseThrow(() -> ProblemException.notRanked(learner, roadmap));
    int others = asked.limit() - 1;
    List<Row> before = standings.before(roadmap, by, row.place(), others);
    List<Row> after = standings.behind(roadmap, by, row.place(), others + 1);
    int first = Math.min(before.size(), Math.max(asked.limit() / 2, others - after.size()));
    List<Row> rows = new ArrayList<>(before.subList(0, first).reversed());
    rows.add(row);
    rows.addAll(after.subList(0, Math.min(after.size(), others - first + 1)));
    return rows;
  }
}
