package dev.trilha.query.leaderboard;

import dev.trilha.query.form.Tag;
import dev.trilha.query.leaderboard.Paging.Asked;
import dev.trilha.query.leaderboard.RoadmapBoard.Page;
import dev.trilha.query.progress.Measure;
import dev.trilha.query.progress.Percent;
import dev.trilha.query.progress.Progress.Standing;
import dev.trilha.query.progress.Standings.Row;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RoadmapLeaderboardController {
  private final RoadmapBoard board;

  RoadmapLeaderboardController(RoadmapBoard board) {
    this.board = board;
  }

  /**
   * @param by what the ranks are by: {@code leaves} or {@code share}
   * @param of how many learners are ranked
   * @param version how many records of the topics are in the answer
   * @param next the cursor of the following page; absent on the last
   */
  record RoadmapBoardView(
      String roadmapId,
      String by,
      long of,
      @Nullable Instant asOf,
      long version,
      List<RoadmapBoardEntry> entries,
      @Nullable String next) {
    private RoadmapBoardView undated() {
      return new RoadmapBoardView(roadmapId, by, of, null, 0, entries, next);
    }
  }

  /**
   * @param percent absent when nothing applies to the learner
   */
  record RoadmapBoardEntry(
      long rank, String learnerId, String displayName, long done, @Nullable Integer percent) {}

  /**
   * Everybody who is on a roadmap, by rank.
   *
   * @param by leaves (done) or share (of what applies, in percent)
   * @param around whose neighbours are wanted
   */
  @GetMapping(
      path = "/v1/roadmaps/{roadmapId}/leaderboard",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<RoadmapBoardView> leaderboard(
      @PathVariable RoadmapId roadmapId,
      @RequestParam(defaultValue = "leaves") String by,
      @RequestParam(required = false) @Nullable LearnerId around,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Measure measure = Paging.by(by);
    Asked asked =
        Paging.asked(Period.ALL, measure, cursor, around == null ? null : around.value(), limit);
    RoadmapBoardView view = view(roadmapId, measure, board.page(roadmapId, measure, asked));
    return ResponseEntity.ok().eTag(Tag.of(view.undated())).body(view);
  }

  private static RoadmapBoardView view(RoadmapId roadmapId, Measure by, Page page) {
    return new RoadmapBoardView(
        roadmapId.value(),
        by.wireName(),
        page.of(),
        page.read().asOf(),
        page.read().version(),
        page.entries().stream().map(RoadmapLeaderboardController::entry).toList(),
        cursor(by, page.last()));
  }

  private static RoadmapBoardEntry entry(Row row) {
    Standing standing = row.standing();
    String name = row.displayName();
    return new RoadmapBoardEntry(
        row.rank(),
        row.learnerId(),
        name == null ? row.learnerId() : name,
        standing.done(),
        Percent.of(standing.done(), standing.skipped(), standing.total()));
  }

  private static @Nullable String cursor(Measure by, @Nullable Row last) {
    return last == null
        ? null
        : new Cursor(
                new Board(Period.ALL, null, by), Math.toIntExact(last.value()), last.learnerId())
            .text();
  }
}
