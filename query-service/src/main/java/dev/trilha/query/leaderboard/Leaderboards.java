package dev.trilha.query.leaderboard;

import dev.trilha.query.leaderboard.Ranking.Contender;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.query.progress.Completions;
import dev.trilha.query.progress.Percent;
import dev.trilha.query.progress.Progress;
import dev.trilha.query.progress.Progress.Standing;
import dev.trilha.query.progress.Standings;
import dev.trilha.query.roadmap.Roadmaps;
import dev.trilha.query.team.Member;
import dev.trilha.query.team.Teams;
import dev.trilha.schemas.RoadmapId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts a team's members in order, and teams. Whoever opted out or was erased is on no leaderboard,
 * for nobody, and counts for no team.
 */
class Leaderboards {
  private final Teams teams;
  private final Progress progress;
  private final Completions completions;
  private final Standings standings;
  private final Roadmaps roadmaps;

  Leaderboards(
      Teams teams,
      Progress progress,
      Completions completions,
      Standings standings,
      Roadmaps roadmaps) {
    this.teams = teams;
    this.progress = progress;
    this.completions = completions;
    this.standings = standings;
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
    requireKnown(roadmap);
    List<String> ids = members.stream().map(Member::learnerId).toList();
    Set<String> hidden = standings.hidden(ids);
    Map<String, Standing> done = standings(ids, roadmap, board, zone);
    return Ranking.of(
        members.stream()
            .filter(member -> !hidden.contains(member.learnerId()))
            .map(member ->
                contender(member, done.getOrDefault(member.learnerId(), Standing.NONE), board))
            .toList());
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
    requireKnown(roadmap);
    Map<String, List<String>> memberships = teams.memberships();
    List<String> ids = memberships.values().stream().flatMap(List::stream).distinct().toList();
    Set<String> hidden = standings.hidden(ids);
    Map<String, Standing> done = standings(ids, roadmap, board, zone);
    Map<String, String> names = teams.names();
    return Ranking.of(
        memberships.entrySet().stream()
            .map(entry ->
                Map.entry(
                    entry.getKey(),
                    entry.getValue().stream().filter(id -> !hidden.contains(id)).toList()))
            .filter(entry -> !entry.getValue().isEmpty())
            .map(entry ->
                contender(
                    entry.getKey(),
                    names.getOrDefault(entry.getKey(), entry.getKey()),
                    entry.getValue().stream()
                        .map(id -> done.getOrDefault(id, Standing.NONE))
                        .toList(),
                    board))
            .toList());
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

  /** What each has done in the time of the board, of everything that applies. */
  private Map<String, Standing> standings(
      Collection<String> learners, @Nullable RoadmapId roadmap, Board board, ZoneId zone) {
    Map<String, Standing> ever = progress.standings(learners, roadmap);
    LocalDate firstDay = board.firstDay();
    if (firstDay == null) {
      return ever;
    }
    Map<String, Long> leaves =
        completions.byLearner(
            learners,
            roadmap,
            firstDay.atStartOfDay(zone).toInstant(),
            board.period().end(firstDay).atStartOfDay(zone).toInstant());
    Map<String, Standing> lately = new HashMap<>();
    ever.forEach((learner, standing) ->
        lately.put(
            learner,
            new Standing(leaves.getOrDefault(learner, 0L), standing.skipped(), standing.total())));
    return lately;
  }

  private void requireKnown(@Nullable RoadmapId roadmap) {
    if (roadmap != null && !roadmaps.exists(roadmap)) {
      throw ProblemException.unknown(roadmap);
    }
  }
}
