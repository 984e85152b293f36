package dev.trilha.notification.learner;

import dev.trilha.notification.inbox.ProfileHandler;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.LearnerProfile;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people are called. */
public final class Learners implements ProfileHandler {
  private final JdbcClient jdbc;

  Learners(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Nothing for somebody who has no profile, or no longer one. */
  public Optional<Learner> find(LearnerId learner) {
    return jdbc.sql(
            "select display_name, time_zone, leaderboard_opt_out from learner where learner_id = ?")
        .param(learner.value())
        .query((row, _) ->
            new Learner(
                row.getString("display_name"),
                zone(row.getString("time_zone")),
                row.getBoolean("leaderboard_opt_out")))
        .optional();
  }

  @Override
  public void changed(LearnerProfile profile) {
    jdbc.sql(
            """
            insert into learner (learner_id, display_name, time_zone, leaderboard_opt_out)
            values (:learner, :name, :zone, :optOut)
            on conflict (learner_id) do update set display_name = excluded.display_name,
              time_zone = excluded.time_zone, leaderboard_opt_out = excluded.leaderboard_opt_out
            """)
        .param("learner", profile.learnerId().value())
        .param("name", profile.displayName())
        .param("zone", profile.timeZone())
        .param("optOut", profile.leaderboardOptOut())
        .update();
  }

  @Override
  public void erased(LearnerId learner) {
    jdbc.sql("delete from learner where learner_id = ?").param(learner.value()).update();
  }

  private static Optional<ZoneId> zone(String name) {
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }
}
