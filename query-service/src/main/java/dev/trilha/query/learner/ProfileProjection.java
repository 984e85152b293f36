package dev.trilha.query.learner;

import dev.trilha.query.inbox.Batch;
import dev.trilha.query.inbox.ProfileChange;
import dev.trilha.query.inbox.Projection;
import dev.trilha.schemas.LearnerProfile;
import dev.trilha.schemas.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps the newest profile of each learner, and forgets the erased ones.
 *
 * <p>On a compacted topic the newest record of a key is the truth, so there is no sequence to guard
 * by: the inbox's position keeps older records out. The e-mail address is not kept: no answer needs
 * it.
 */
class ProfileProjection implements Projection {
  private final JdbcClient jdbc;

  ProfileProjection(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Topic topic() {
    return Topic.LEARNER_PROFILE;
  }

  @Override
  public int project(Batch batch) {
    Map<String, ProfileChange> newest = new LinkedHashMap<>();
    batch.profiles().forEach(change -> newest.put(change.learnerId().value(), change));
    List<LearnerProfile> known = new ArrayList<>();
    List<String> erased = new ArrayList<>();
    newest.forEach((learner, change) -> {
      if (change.profile() == null) {
        erased.add(learner);
      } else {
        known.add(change.profile());
      }
    });
    if (!erased.isEmpty()) {
      jdbc.sql("DELETE FROM learner_profile WHERE learner_id = ANY (?)")
          .param(erased.toArray(String[]::new))
          .update();
    }
    if (!known.isEmpty()) {
      write(known);
    }
    return batch.profiles().size();
  }

  private void write(List<LearnerProfile> profiles) {
    jdbc.sql(
            """
            INSERT INTO learner_profile (learner_id, display_name, time_zone, locale, leaderboard_opt_out)
            SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[])
            ON CONFLICT (learner_id) DO UPDATE
            SET display_name = excluded.display_name, time_zone = excluded.time_zone,
              locale = excluded.locale, leaderboard_opt_out = excluded.leaderboard_opt_out
            """)
        .params(
            column(profiles, profile -> profile.learnerId().value(), String[]::new),
            column(profiles, LearnerProfile::displayName, String[]::new),
            column(profiles, LearnerProfile::timeZone, String[]::new),
            column(profiles, LearnerProfile::locale, String[]::new),
            column(profiles, LearnerProfile::leaderboardOptOut, Boolean[]::new))
        .update();
  }

  private static <T> T[] column(
      List<LearnerProfile> profiles, Function<LearnerProfile, T> value, IntFunction<T[]> array) {
    return profiles.stream().map(value).toArray(array);
  }
}
