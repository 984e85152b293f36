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
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.Topic;
import java.math.BigDecimal;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TeamsLeaderboardController {
  private final Leaderboards leaderboards;
  private final Freshness freshness;
  private final TransactionOperations snapshot;
  private final Clock clock;

  TeamsLeaderboardController(
      Leaderboards leaderboards, Freshness freshness, TransactionOperations snapshot, Clock clock) {
    this.leaderboards = leaderboards;
    this.freshness = freshness;
    this.snapshot = snapshot;
    this.clock = clock;
  }

  /**
   * @param roadmapId absent when all roadmaps count together
   * @param by what the ranks are by: {@code leaves} per member, or {@code share}
   * @param timeZone by which the days are told
   * @param from the first day of the period; absent when all counts
   * @param to the last day of the period; absent when all counts
   * @param version how many records of the topics are in the answer
   * @param next the cursor of the following page; absent on the last
   */
  record TeamsView(
      @Nullable String roadmapId,
      String period,
      String by,
      String timeZone,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      @Nullable Instant asOf,
      long version,
      List<TeamEntry> entries,
      @Nullable String next) {
    private TeamsView undated() {
      return new TeamsView(roadmapId, period, by, timeZone, from, to, null, 0, entries, next);
    }
  }

  /**
   * @param members who count: without those who are on no leaderboard
   * @param done leaves they completed in the period
   * @param perMember those, per member; two decimals, rounded down
   * @param percent the mean of what each has done in the period of what applies; absent when
   *     nothing applies to any of them
   */
  record TeamEntry(
      int rank,
      String teamId,
      String name,
      int members,
      long done,
      BigDecimal perMember,
      @Nullable Integer percent) {
    private static TeamEntry of(Ranked<Score> ranked) {
      Score score = ranked.contender().shown();
      return new TeamEntry(
          ranked.rank(),
          ranked.id(),
          score.name(),
          score.members(),
          score.done(),
          BigDecimal.valueOf(score.perMember(), 2),
          score.percent());
    }
  }

  /**
   * Teams against teams, per member, so that size does not win.
   *
   * @param roadmap absent for all roadmaps together
   * @param period all, month or week: the one that today is in
   * @param by leaves (completed, per member) or share (of what applies, in percent)
   * @param zone by which days are told; UTC unless it is stated, the same for all teams
   * @param around the team whose neighbours are wanted
   */
  @GetMapping(path = "/v1/leaderboards/teams", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<TeamsView> teams(
      @RequestParam(required = false) @Nullable RoadmapId roadmap,
      @RequestParam(defaultValue = "all") String period,
      @RequestParam(defaultValue = "leaves") String by,
      @RequestParam(required = false) @Nullable String zone,
      @RequestParam(required = false) @Nullable TeamId around,
      @RequestParam(defaultValue = "50") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Period of = Paging.period(period);
    Measure measure = Paging.by(by);
    ZoneId stated = TimeZones.stated(zone);
    Asked asked = Paging.asked(of, measure, cursor, around == null ? null : around.value(), limit);
    TeamsView view =
        snapshot.execute(_ ->
            read(roadmap, of, measure, stated == null ? ZoneId.of("UTC") : stated, around, asked));
    return ResponseEntity.ok().eTag(Tag.of(view.undated())).body(view);
  }

  private TeamsView read(
      @Nullable RoadmapId roadmap,
      Period period,
      Measure by,
      ZoneId zone,
      @Nullable TeamId around,
      Asked asked) {
    Read read = freshness.of(Topic.ENROLLMENT, Topic.TEAM, Topic.LEARNER_PROFILE, Topic.ROADMAP);
    Board board = asked.board(Board.of(period, LocalDate.ofInstant(clock.instant(), zone), by));
    Page<Score> page = leaderboards.ofTeams(roadmap, board, zone).page(asked);
    if (page == null) {
      throw ProblemException.notRanked(
          Optional.ofNullable(around).orElseThrow(IllegalStateException::new));
    }
    return new TeamsView(
        roadmap == null ? null : roadmap.value(),
        period.wireName(),
        by.wireName(),
        zone.getId(),
        board.firstDay(),
        board.lastDay(),
        read.asOf(),
        read.version(),
        page.entries().stream().map(TeamEntry::of).toList(),
        Cursor.after(board, page.last()));
  }
}
