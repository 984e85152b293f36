package dev.trilha.query.leaderboard;

import dev.trilha.query.leaderboard.Leaderboards.Leaderboard;
import dev.trilha.query.leaderboard.Ranking.Entry;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LeaderboardController {
  private static final int MOST = 200;

  private final Leaderboards leaderboards;
  private final TransactionOperations snapshot;

  LeaderboardController(Leaderboards leaderboards, TransactionOperations snapshot) {
    this.leaderboards = leaderboards;
    this.snapshot = snapshot;
  }

  /**
   * @param roadmapId absent when all roadmaps count together
   * @param next the cursor of the following page; absent on the last
   */
  record LeaderboardView(
      String teamId,
      @Nullable String roadmapId,
      String period,
      @Nullable Instant asOf,
      List<Entry> entries,
      @Nullable String next) {}

  @GetMapping(path = "/v1/teams/{teamId}/leaderboard", produces = MediaType.APPLICATION_JSON_VALUE)
  LeaderboardView leaderboard(
      @PathVariable TeamId teamId,
      @RequestParam(required = false) @Nullable RoadmapId roadmap,
      @RequestParam(defaultValue = "all") String period,
      @RequestParam(required = false) @Nullable LearnerId around,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (!period.equals("all")) {
      throw ProblemException.malformed("period", "is all, the only one there is so far");
    }
    if (limit < 1 || limit > MOST) {
      throw ProblemException.malformed("limit", "is a whole number from 1 to " + MOST);
    }
    if (around != null && cursor != null) {
      throw ProblemException.malformed("cursor", "is absent where around is given");
    }
    Cursor after = cursor == null ? null : Cursor.parse(cursor);
    Leaderboard board = snapshot.execute(_ -> leaderboards.of(teamId, roadmap));
    List<Entry> all = board.entries();
    int from = around == null ? firstAfter(all, after) : firstAround(all, around, limit, teamId);
    int to = Math.min(all.size(), from + limit);
    return new LeaderboardView(
        teamId.value(),
        roadmap == null ? null : roadmap.value(),
        period,
        board.asOf(),
        all.subList(from, to),
        to < all.size() ? Cursor.after(all.get(to - 1)).text() : null);
  }

  private static int firstAfter(List<Entry> all, @Nullable Cursor cursor) {
    if (cursor == null) {
      return 0;
    }
    return IntStream.range(0, all.size())
        .filter(i -> cursor.isBefore(all.get(i)))
        .findFirst()
        .orElse(all.size());
  }

  /** As many before the learner as after, as far as there are. */
  private static int firstAround(List<Entry> all, LearnerId learner, int limit, TeamId team) {
    int place =
        IntStream.range(0, all.size())
            .filter(i -> all.get(i).learnerId().equals(learner.value()))
            .findFirst()
            .orElseThrow(() -> ProblemException.notRanked(learner, team));
    return Math.clamp(place - limit / 2, 0, Math.max(0, all.size() - limit));
  }
}
