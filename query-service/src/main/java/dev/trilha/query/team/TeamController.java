package dev.trilha.query.team;

import dev.trilha.query.form.Tag;
import dev.trilha.query.inbox.Freshness;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.Topic;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TeamController {
  private final Teams teams;
  private final Freshness freshness;
  private final TransactionOperations snapshot;

  TeamController(Teams teams, Freshness freshness, TransactionOperations snapshot) {
    this.teams = teams;
    this.freshness = freshness;
    this.snapshot = snapshot;
  }

  /**
   * @param version the number of the team's events in this answer; what a write answers as its
   *     version
   * @param members by id
   */
  record TeamView(
      String teamId, String name, long version, List<Member> members, @Nullable Instant asOf) {
    private TeamView undated() {
      return new TeamView(teamId, name, version, members, null);
    }
  }

  @GetMapping(path = "/v1/teams/{teamId}", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<TeamView> team(@PathVariable TeamId teamId) {
    TeamView view = snapshot.execute(_ -> read(teamId));
    return ResponseEntity.ok().eTag(Tag.of(view.undated())).body(view);
  }

  private TeamView read(TeamId teamId) {
    Instant asOf = freshness.asOf(Topic.TEAM, Topic.LEARNER_PROFILE);
    Team team = teams.find(teamId).orElseThrow(() -> ProblemException.unknown(teamId));
    return new TeamView(
        team.teamId(),
        team.name(),
        team.version(),
        teams.members(teamId),
        Freshness.newest(asOf, team.changedAt()));
  }
}
