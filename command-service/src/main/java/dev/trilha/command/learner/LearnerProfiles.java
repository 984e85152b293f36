package dev.trilha.command.learner;

import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.LearnerProfile;
import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The rows that know a person. */
final class LearnerProfiles {
  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Clock clock;

  LearnerProfiles(JdbcClient jdbc, TransactionOperations transactions, Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Returns whether anything changed. */
  boolean keep(LearnerProfile profile) {
    return jdbc.sql(
                """
                insert into learner_profile as known
                  (learner_id, display_name, email, time_zone, locale, leaderboard_opt_out, revision, updated_at)
                values (:learner, :name, :email, :zone, :locale, :optOut, 1, :now)
                on conflict (learner_id) do update set
                  display_name = excluded.display_name, email = excluded.email, time_zone = excluded.time_zone,
                  locale = excluded.locale, leaderboard_opt_out = excluded.leaderboard_opt_out,
                  revision = known.revision + 1, updated_at = excluded.updated_at
                where (known.display_name, known.email, known.time_zone, known.locale, known.leaderboard_opt_out)
                  is distinct from
                  (excluded.display_name, excluded.email, excluded.time_zone, excluded.locale, excluded.leaderboard_opt_out)
                """)
            .param("learner", profile.learnerId().value())
            .param("name", profile.displayName())
            .param("email", profile.email())
            .param("zone", profile.timeZone())
            .param("locale", profile.locale())
            .param("optOut", profile.leaderboardOptOut())
            .param("now", Timestamp.from(clock.instant()))
            .update()
        > 0;
  }

  /**
   * Deletes everything that names the person or that the person wrote. Returns whether there was
   * anything.
   */
  boolean erase(LearnerId learnerId) {
    return Boolean.TRUE.equals(
        transactions.execute(status -> {
          int notes = delete("delete from item_note where learner_id = :learner", learnerId);
          int profiles =
              delete("delete from learner_profile where learner_id = :learner", learnerId);
          if (profiles > 0) {
            remember(learnerId);
          }
          return notes + profiles > 0;
        }));
  }

  private void remember(LearnerId learnerId) {
    jdbc.sql(
            """
            insert into learner_erasure (learner_id, erased_at) values (:learner, :now)
            on conflict (learner_id) do update set erased_at = excluded.erased_at
            """)
        .param("learner", learnerId.value())
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  private int delete(String statement, LearnerId learnerId) {
    return jdbc.sql(statement).param("learner", learnerId.value()).update();
  }
}
