package dev.trilha.query.leaderboard;

import dev.trilha.query.form.Tag;
import dev.trilha.query.inbox.Freshness;
import dev.trilha.query.inbox.Freshness.Read;
import dev.trilha.query.leaderboard.Leaderboards.Score;
import dev.trilha.query.leaderboard.Paging.Asked;
import dev.trilha.query.leaderboard.Ranking.Page;
import dev.trilha.query.leaderboard.Ranking.Ranked;
import dev.trilha.query.learner.TimeZones;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.query.progress.Measure;
import dev.trilha.query.team.Team;
import dev.trilha.query.team.Teams;
import dev.trilha.query.team.Teams.Roster;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.Topic;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LeaderboardController {
  private final Leaderboards leaderboards;
  private final Teams teams;
  private final Freshness freshness;
  private final TransactionOperations snapshot;
  private final Clock clock;

  LeaderboardController(
      Leaderboards leaderboards,
      Teams teams,
      Freshness freshness,
      TransactionOperations snapshot,
      Clock clock) {
    this.leaderboards = leaderboards;
    this.teams = teams;
    this.freshness = freshness;
    this.snapshot = snapshot;
    this.clock = clock;
  }

  /**
   * @param roadmapId absent when all roadmaps count together
   * @param by what the ranks are by: {@code leaves} or {@code share}
   * @param timeZone by which the days are told
   * @param from the first day of the period; absent when all counts
   * @param to the last day of the period; absent when all counts
   * @param version how many records of the topics are in the answer
   * @param next the cursor of the following page; absent on the last
   */
  record LeaderboardView(
      String teamId,
      @Nullable String roadmapId,
      String period,
      String by,
      String timeZone,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      @Nullable Instant asOf,
      long version,
      List<LeaderboardEntry> entries,
      @Nullable String next) {
    private LeaderboardView undated() {
      return new LeaderboardView(
          teamId, roadmapId, period, by, timeZone, from, to, null, 0, entries, next);
    }
  }

  /**
   * @param done leaves completed in the period
   * @param percent those, of what applies to the learner; 0 before the first tick, absent when
   *     nothing applies
   */
  record LeaderboardEntry(
      int rank, String learnerId, String displayName, long done, @Nullable Integer percent) {
    private static LeaderboardEntry of(Ranked<Score> ranked) {
      Score score = ranked.contender().shown();
      return new LeaderboardEntry(
          ranked.rank(), ranked.id(), score.name(), score.done(), score.percent());
    }
  }

  /**
   * The members of a team by rank.
   *
   * @param roadmap absent for all roadmaps together
   * @param period all, month or week: the one that today is in
   * @param by leaves (completed) or share (of what applies, in percent)
   * @param zone by which days are told; the one that most members have, unless it is stated
   * @param around whose neighbours are wanted
   */
  @GetMapping(path = "/v1/teams/{teamId}/leaderboard", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<LeaderboardView> leaderboard(
      @PathVariable TeamId teamId,
      @RequestParam(required = false) @Nullable RoadmapId roadmap,
      @RequestParam(defaultValue = "all") String period,
      @RequestParam(defaultValue = "leaves") String by,
      @RequestParam(required = false) @Nullable String zone,
      @RequestParam(required = false) @Nullable LearnerId around,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Period of = Paging.period(period);
    Measure measure = Paging.by(by);
    ZoneId stated = TimeZones.stated(zone);
    Asked asked = Paging.asked(of, measure, cursor, around == null ? null : around.value(), limit);
    LeaderboardView view =
        snapshot.execute(_ -> read(teamId, roadmap, of, measure, stated, around, asked));
    return ResponseEntity.ok().eTag(Tag.of(view.undated())).body(view);
  }

  private LeaderboardView read(
      TeamId teamId,
      @Nullable RoadmapId roadmap,
      Period period,
      Measure by,
      @Nullable ZoneId stated,
      @Nullable LearnerId around,
      Asked asked) {
    Read read = freshness.of(Topic.ENROLLMENT, Topic.TEAM, Topic.LEARNER_PROFILE, Topic.ROADMAP);
    Team team = teams.find(teamId).orElseThrow(() -> ProblemException.unknown(teamId));
    Roster roster = teams.roster(teamId);
    ZoneId zone = stated == null ? roster.timeZone() : stated;
    Board board = asked.board(Board.of(period, LocalDate.ofInstant(clock.instant(), zone), by));
    Page<Score> page = leaderboards.ofTeam(roster.members(), roadmap, board, zone).page(asked);
    if (page == null) {
      throw ProblemException.notRanked(
          Optional.ofNullable(around).orElseThrow(IllegalStateException::new), teamId);
    }
    return new LeaderboardView(
        teamId.value(),
        roadmap == null ? null : roadmap.value(),
        period.wireName(),
        by.wireName(),
        zone.getId(),
        board.firstDay(),
        board.lastDay(),
        Freshness.newest(read.asOf(), team.changedAt()),
        read.version(),
        page.entries().stream().map(LeaderboardEntry::of).toList(),
        Cursor.after(board, page.last()));
  }
}
