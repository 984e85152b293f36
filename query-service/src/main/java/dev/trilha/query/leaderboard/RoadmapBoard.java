package dev.trilha.query.leaderboard;

import dev.trilha.query.inbox.Freshness.Read;
import dev.trilha.query.leaderboard.Paging.Asked;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.query.progress.Measure;
import dev.trilha.query.progress.Standings;
import dev.trilha.query.progress.Standings.Place;
import dev.trilha.query.progress.Standings.Row;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import java.util.List;
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

  /**
   * @param read how fresh it is
   * @param last after which the next page begins; absent on the last page
   * @param of how many learners are ranked
   */
  record Page(Read read, List<Row> entries, @Nullable Row last, long of) {}

  /**
   * @throws ProblemException when there is no such roadmap, or whoever stands in the middle is not
   *     ranked
   */
  Page page(RoadmapId roadmap, Measure by, Asked asked) {
    LearnerId middle = asked.around() == null ? null : new LearnerId(asked.around());
    Standings.Page page =
        middle == null
            ? standings.behind(roadmap, by, place(asked.cursor()), asked.limit())
            : standings.around(roadmap, by, middle, asked.limit());
    if (!page.published()) {
      throw ProblemException.unknown(roadmap);
    }
    List<Row> rows = page.rows();
    if (middle != null && rows.isEmpty()) {
      throw ProblemException.notRanked(middle, roadmap);
    }
    boolean more = rows.size() > asked.limit();
    List<Row> shown = more ? rows.subList(0, asked.limit()) : rows;
    return new Page(page.read(), shown, more ? shown.getLast() : null, page.of());
  }

  private static @Nullable Place place(@Nullable Cursor cursor) {
    return cursor == null ? null : new Place(cursor.value(), cursor.id());
  }
}
