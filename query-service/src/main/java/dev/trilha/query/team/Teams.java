package dev.trilha.query.team;

import dev.trilha.query.learner.Profiles;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.TeamId;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is asked of teams. A disbanded team is no team. */
public class Teams {
  private final JdbcClient jdbc;

  Teams(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

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
    return roster(team).members();
  }

  /**
   * Who is in a team.
   *
   * @param members by learner id
   * @param timeZone that most of them have, as {@link Profiles#commonTimeZone}
   */
  public record Roster(List<Member> members, ZoneId timeZone) {}

  /** With their names, in one statement: boards ask for it all the time. */
  public Roster roster(TeamId team) {
    List<Member> members = new ArrayList<>();
    List<String> zones = new ArrayList<>();
    jdbc.sql(
            """
            SELECT learner_id, joined_at, display_name, time_zone
            FROM team_member LEFT JOIN learner_profile USING (learner_id)
            WHERE team_id = ? AND member ORDER BY learner_id COLLATE "C"
            """)
        .param(team.value())
        .query(row -> {
          String learner = row.getString("learner_id");
          String name = row.getString("display_name");
          String zone = row.getString("time_zone");
          members.add(
              new Member(
                  learner,
                  name == null ? learner : name,
                  row.getTimestamp("joined_at").toInstant()));
          if (zone != null) {
            zones.add(zone);
          }
        });
    return new Roster(members, Profiles.common(zones));
  }

  /**
   * How many events of each of these teams are in the rows, disbanded or not; without those of
   * which none is.
   */
  public Map<TeamId, Long> versions(Collection<TeamId> teams) {
    Map<TeamId, Long> versions = new HashMap<>();
    jdbc.sql("SELECT team_id, sequence FROM team WHERE team_id = ANY (?)")
        .param(teams.stream().map(TeamId::value).toArray(String[]::new))
        .query(row -> {
          versions.put(new TeamId(row.getString("team_id")), row.getLong("sequence") + 1);
        });
    return versions;
  }

  /** The names of all teams, by id. */
  public Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    jdbc.sql("SELECT team_id, name FROM team WHERE NOT disbanded")
        .query(row -> {
          names.put(row.getString("team_id"), row.getString("name"));
        });
    return names;
  }

  /** The learners of all teams that have any, by the team's id. */
  public Map<String, List<String>> memberships() {
    Map<String, List<String>> memberships = new HashMap<>();
    jdbc.sql(
            """
            SELECT team_id, learner_id FROM team_member JOIN team USING (team_id) WHERE member AND NOT disbanded
            """)
        .query(row -> {
          memberships
              .computeIfAbsent(row.getString("team_id"), _ -> new ArrayList<>())
              .add(row.getString("learner_id"));
        });
    return memberships;
  }

  /** The teams of each of these learners, by id; without those who are in none. */
  public Map<String, List<String>> of(Collection<String> learners) {
    Map<String, List<String>> teams = new HashMap<>();
    jdbc.sql(
            """
            SELECT learner_id, team_id FROM team_member JOIN team USING (team_id)
            WHERE learner_id = ANY (?) AND member AND NOT disbanded
            """)
        .param(learners.toArray(String[]::new))
        .query(row -> {
          teams
              .computeIfAbsent(row.getString("learner_id"), _ -> new ArrayList<>())
              .add(row.getString("team_id"));
        });
    return teams;
  }

  public boolean hasMember(LearnerId learner) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM team_member WHERE learner_id = ? AND member)")
        .param(learner.value())
        .query(Boolean.class)
        .single();
  }
}
