package dev.trilha.query.leaderboard;

import dev.trilha.query.leaderboard.Ranking.Contender;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.query.progress.BoardStandings;
import dev.trilha.query.progress.BoardStandings.Standings;
import dev.trilha.query.progress.Percent;
import dev.trilha.query.progress.Progress.Standing;
import dev.trilha.query.roadmap.Roadmaps;
import dev.trilha.query.team.Member;
import dev.trilha.query.team.Teams;
import dev.trilha.schemas.RoadmapId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts a team's members in order, and teams. Whoever opted out or was erased is on no leaderboard,
 * for nobody, and counts for no team.
 */
class Leaderboards {
  private final Teams teams;
  private final BoardStandings progress;
  private final Roadmaps roadmaps;

  Leaderboards(Teams teams, BoardStandings progress, Roadmaps roadmaps) {
    this.teams = teams;
    this.progress = progress;
    this.roadmaps = roadmaps;
  }

  /**
   * What somebody, or a team, has done.
   *
   * @param done leaves in the time of the board
   * @param percent of what applies; absent when nothing does
   */
  record Score(String name, int members, long done, @Nullable Integer percent) {
    /** Leaves per member, in hundredths, rounded down. */
    long perMember() {
      return 100 * done / members;
    }
  }

  /**
   * Everybody of the team.
   *
   * @param roadmap absent for all roadmaps together
   * @param zone by which days are told
   */
  Ranking<Score> ofTeam(
      Collection<Member> members, @Nullable RoadmapId roadmap, Board board, ZoneId zone) {
    Map<String, Standing> done =
        standings(members.stream().map(Member::learnerId).toList(), roadmap, board, zone);
    List<Contender<Score>> contenders = new ArrayList<>();
    for (Member member : members) {
      Standing standing = done.get(member.learnerId());
      if (standing != null) {
        contenders.add(contender(member, standing, board));
      }
    }
    return Ranking.of(contenders);
  }

  private static Contender<Score> contender(Member member, Standing standing, Board board) {
    Integer percent = percent(standing);
    return new Contender<>(
        member.learnerId(),
        value(board, standing.done(), percent),
        new Score(member.displayName(), 1, standing.done(), percent));
  }

  /**
   * Every team that has a member to count, by leaves per member or by the mean of its members'
   * shares, of those to whom anything applies. So size does not win.
   *
   * @param roadmap absent for all roadmaps together
   * @param zone by which days are told
   */
  Ranking<Score> ofTeams(@Nullable RoadmapId roadmap, Board board, ZoneId zone) {
    Map<String, List<String>> memberships = teams.memberships();
    List<String> ids = memberships.values().stream().flatMap(List::stream).distinct().toList();
    Map<String, Standing> done = standings(ids, roadmap, board, zone);
    Map<String, String> names = teams.names();
    List<Contender<Score>> contenders = new ArrayList<>();
    memberships.forEach((team, learners) -> {
      List<Standing> members = learners.stream().map(done::get).filter(Objects::nonNull).toList();
      if (!members.isEmpty()) {
        contenders.add(contender(team, names.getOrDefault(team, team), members, board));
      }
    });
    return Ranking.of(contenders);
  }

  private static Contender<Score> contender(
      String team, String name, List<Standing> members, Board board) {
    long done = members.stream().mapToLong(Standing::done).sum();
    IntSummaryStatistics percents =
        members.stream()
            .map(Leaderboards::percent)
            .filter(Objects::nonNull)
            .collect(Collectors.summarizingInt(Integer::intValue));
    Integer percent =
        percents.getCount() == 0
            ? null
            : Integer.valueOf((int) (percents.getSum() / percents.getCount()));
    var score = new Score(name, members.size(), done, percent);
    return new Contender<>(team, value(board, score.perMember(), percent), score);
  }

  private static @Nullable Integer percent(Standing standing) {
    // Who never began has done nothing of it yet: 0 %, not nothing.
    return standing.equals(Standing.NONE)
        ? Integer.valueOf(0)
        : Percent.of(standing.done(), standing.skipped(), standing.total());
  }

  private static long value(Board board, long leaves, @Nullable Integer percent) {
    return switch (board.by()) {
      case LEAVES -> leaves;
      case SHARE -> percent == null ? -1 : percent;
    };
  }

  /** Of everybody who may be shown, what each has done in the time of the board. */
  private Map<String, Standing> standings(
      Collection<String> learners, @Nullable RoadmapId roadmap, Board board, ZoneId zone) {
    LocalDate firstDay = board.firstDay();
    Standings standings =
        firstDay == null
            ? progress.ever(learners, roadmap)
            : progress.within(
                learners,
                roadmap,
                firstDay.atStartOfDay(zone).toInstant(),
                board.period().end(firstDay).atStartOfDay(zone).toInstant());
    if (roadmap != null && !standings.published() && !roadmaps.exists(roadmap)) {
      throw ProblemException.unknown(roadmap);
    }
    return standings.byLearner();
  }
}
