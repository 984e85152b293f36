package dev.trilha.query.reporting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where the most active teams stand, by roadmap: one statement for all of them. */
class TeamStandings {
  private static final Duration ACTIVE = Duration.ofDays(7);
  private static final Duration LATELY = Duration.ofDays(28);

  private final JdbcClient jdbc;
  private final Clock clock;

  TeamStandings(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A team on one roadmap.
   *
   * @param members those on the roadmap
   * @param activeMembers those of them who started, finished or skipped an item of it in 7 days
   * @param leavesCompleted as progress counts them
   * @param tiersFinished by each member
   */
  record Standing(
      String team,
      String roadmap,
      long members,
      long activeMembers,
      long leavesCompleted,
      long tiersFinished) {}

  /**
   * @param leftOut how many teams with a member on some roadmap are not among them
   */
  record Standings(List<Standing> standings, long leftOut) {
    static final Standings NONE = new Standings(List.of(), 0);

    Standings {
      standings = List.copyOf(standings);
    }
  }

  /**
   * @param most how many teams: those whose members completed most leaves in 28 days
   */
  Standings ofMostActive(int most) {
    Instant now = clock.instant();
    List<Standing> standings = new ArrayList<>();
    var leftOut = new long[1];
    jdbc.sql(
            """
            WITH walk AS (
              SELECT team_id, learner_id, roadmap_id, roadmap_version, done
              FROM team_member JOIN team USING (team_id) JOIN enrollment USING (learner_id)
              WHERE member AND NOT disbanded
            ), recent AS (
              SELECT learner_id, roadmap_id, count(*) FILTER (WHERE status = 'done') AS leaves,
                bool_or(at >= :active::timestamptz) AS active
              FROM item_state WHERE at >= :lately::timestamptz AND status <> 'todo' GROUP BY learner_id, roadmap_id
            ), finished AS (
              SELECT learner_id, enrollment.roadmap_id, count(*) AS tiers
              FROM section_tally JOIN enrollment USING (learner_id, roadmap_id)
              JOIN roadmap_tier ON roadmap_tier.roadmap_id = enrollment.roadmap_id
                AND roadmap_tier.version = roadmap_version AND tier_id = section_id
              WHERE section_tally.done > 0 AND section_tally.done + section_tally.skipped >= section_tally.total
              GROUP BY learner_id, enrollment.roadmap_id
            ), ranked AS (
              SELECT team_id, count(*) OVER () AS teams,
                row_number() OVER (ORDER BY sum(coalesce(leaves, 0)) DESC, team_id COLLATE "C") AS place
              FROM walk LEFT JOIN recent USING (learner_id, roadmap_id) GROUP BY team_id
            )
            SELECT team_id, roadmap_id, max(teams) AS teams, count(*) AS members,
              count(*) FILTER (WHERE active) AS active, sum(done) AS leaves, sum(coalesce(tiers, 0)) AS tiers
            FROM ranked JOIN walk USING (team_id)
            LEFT JOIN recent USING (learner_id, roadmap_id) LEFT JOIN finished USING (learner_id, roadmap_id)
            WHERE place <= :most
            GROUP BY team_id, roadmap_id
            """)
        .param("active", now.minus(ACTIVE).toString())
        .param("lately", now.minus(LATELY).toString())
        .param("most", most)
        .query(row -> {
          standings.add(
              new Standing(
                  row.getString("team_id"),
                  row.getString("roadmap_id"),
                  row.getLong("members"),
                  row.getLong("active"),
                  row.getLong("leaves"),
                  row.getLong("tiers")));
          leftOut[0] = Math.max(0, row.getLong("teams") - most);
        });
    return new Standings(standings, leftOut[0]);
  }
}
