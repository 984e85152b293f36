package dev.trilha.query.leaderboard;

import dev.trilha.query.inbox.Freshness;
import dev.trilha.query.leaderboard.Ranking.Contender;
import dev.trilha.query.leaderboard.Ranking.Entry;
import dev.trilha.query.learner.Profile;
import dev.trilha.query.learner.Profiles;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.query.progress.Progress;
import dev.trilha.query.progress.Progress.Standing;
import dev.trilha.query.roadmap.Roadmaps;
import dev.trilha.query.team.Member;
import dev.trilha.query.team.Team;
import dev.trilha.query.team.Teams;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts a team's members in order. Whoever opted out is on no leaderboard, for nobody. */
class Leaderboards {
  private final Teams teams;
  private final Progress progress;
  private final Profiles profiles;
  private final Roadmaps roadmaps;
  private final Freshness freshness;

  Leaderboards(
      Teams teams, Progress progress, Profiles profiles, Roadmaps roadmaps, Freshness freshness) {
    this.teams = teams;
    this.progress = progress;
    this.profiles = profiles;
    this.roadmaps = roadmaps;
    this.freshness = freshness;
  }

  record Leaderboard(List<Entry> entries, @Nullable Instant asOf) {}

  /**
   * Everybody of the team, by rank.
   *
   * @param roadmap absent for all roadmaps together
   */
  Leaderboard of(TeamId teamId, @Nullable RoadmapId roadmap) {
    Instant asOf = freshness.asOf(Topic.ENROLLMENT, Topic.TEAM, Topic.LEARNER_PROFILE);
    Team team = teams.find(teamId).orElseThrow(() -> ProblemException.unknown(teamId));
    if (roadmap != null && !roadmaps.exists(roadmap)) {
      throw ProblemException.unknown(roadmap);
    }
    List<Member> members = teams.members(teamId);
    List<String> ids = members.stream().map(Member::learnerId).toList();
    Map<String, Profile> known = profiles.of(ids);
    Map<String, Standing> standings = progress.standings(ids, roadmap);
    return new Leaderboard(
        Ranking.of(
            members.stream()
                .filter(member -> !isOptedOut(known.get(member.learnerId())))
                .map(member ->
                    new Contender(
                        member.learnerId(),
                        member.displayName(),
                        standings.getOrDefault(member.learnerId(), Standing.NONE)))
                .toList()),
        Freshness.newest(asOf, team.changedAt()));
  }

  private static boolean isOptedOut(@Nullable Profile profile) {
    return profile != null && profile.leaderboardOptOut();
  }
}
