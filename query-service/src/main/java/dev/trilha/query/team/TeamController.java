package dev.trilha.query.team;

import dev.trilha.query.inbox.Freshness;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.Topic;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TeamController {
  private final Teams teams;
  private final Freshness freshness;

  TeamController(Teams teams, Freshness freshness) {
    this.teams = teams;
    this.freshness = freshness;
  }

  record TeamView(
      String teamId, String name, long version, List<Member> members, @Nullable Instant asOf) {}

  @GetMapping(path = "/v1/teams/{teamId}", produces = MediaType.APPLICATION_JSON_VALUE)
  TeamView team(@PathVariable TeamId teamId) {
    Instant asOf = freshness.asOf(Topic.TEAM);
    Team team = teams.find(teamId).orElseThrow(() -> ProblemException.unknown(teamId));
    return new TeamView(
        team.teamId(),
        team.name(),
        team.version(),
        teams.members(teamId),
        Freshness.newest(asOf, team.changedAt()));
  }
}
