package dev.trilha.query.team;

import dev.trilha.query.learner.Profile;
import dev.trilha.query.learner.Profiles;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is asked of teams. A disbanded team is no team. */
public class Teams {
  private final JdbcClient jdbc;
  private final Profiles profiles;

  Teams(JdbcClient jdbc, Profiles profiles) {
    this.jdbc = jdbc;
    this.profiles = profiles;
  }

  private record Membership(String learnerId, Instant joinedAt) {}

  public Optional<Team> find(TeamId team) {
    return jdbc.sql(
            """
            SELECT team_id, name, sequence, changed_at FROM team WHERE team_id = ? AND NOT disbanded
            """)
        .param(team.value())
        .query((row, _) ->
            new Team(
                row.getString("team_id"),
                row.getString("name"),
                row.getLong("sequence") + 1,
                row.getTimestamp("changed_at").toInstant()))
        .optional();
  }

  /** By learner id. */
  public List<Member> members(TeamId team) {
    List<Membership> memberships =
        jdbc.sql(
                """
                SELECT learner_id, joined_at FROM team_member WHERE team_id = ? AND member
                ORDER BY learner_id COLLATE "C"
                """)
            .param(team.value())
            .query((row, _) ->
                new Membership(
                    row.getString("learner_id"), row.getTimestamp("joined_at").toInstant()))
            .list();
    Map<String, Profile> known =
        profiles.of(memberships.stream().map(Membership::learnerId).toList());
    return memberships.stream()
        .map(membership -> {
          Profile profile = known.get(membership.learnerId());
          return new Member(
              membership.learnerId(),
              profile == null ? membership.learnerId() : profile.displayName(),
              membership.joinedAt());
        })
        .toList();
  }

  public boolean hasMember(LearnerId learner) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM team_member WHERE learner_id = ? AND member)")
        .param(learner.value())
        .query(Boolean.class)
        .single();
  }
}
