package dev.trilha.query.learner;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is behind the ids. */
public class Profiles {
  private final JdbcClient jdbc;

  Profiles(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The profiles of those learners who have one, by id. */
  public Map<String, Profile> of(Collection<String> learners) {
    Map<String, Profile> profiles = new HashMap<>();
    jdbc.sql(
            """
            SELECT learner_id, display_name, leaderboard_opt_out FROM learner_profile
            WHERE learner_id = ANY (?)
            """)
        .param(learners.toArray(String[]::new))
        .query(row -> {
          profiles.put(
              row.getString("learner_id"),
              new Profile(row.getString("display_name"), row.getBoolean("leaderboard_opt_out")));
        });
    return profiles;
  }
}
