package dev.trilha.notification.digest;

import dev.trilha.notification.inbox.ProfileHandler;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.LearnerProfile;
import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who agreed to be named when nothing moves. Nobody has, until they say so. */
final class Consents implements ProfileHandler {
  private final JdbcClient jdbc;
  private final Clock clock;

  Consents(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  boolean isGiven(LearnerId learner) {
    return jdbc.sql("select count(*) from digest_consent where learner_id = ?")
            .param(learner.value())
            .query(Long.class)
            .single()
        > 0;
  }

  /** Returns whether anything changed. */
  boolean set(LearnerId learner, boolean agrees) {
    return agrees
        ? jdbc.sql(
                    "insert into digest_consent (learner_id, agreed_at) values (?, ?) on conflict"
                        + " do nothing")
                .params(learner.value(), Timestamp.from(clock.instant()))
                .update()
            == 1
        : forget(learner) == 1;
  }

  private int forget(LearnerId learner) {
    return jdbc.sql("delete from digest_consent where learner_id = ?")
        .param(learner.value())
        .update();
  }

  @Override
  public void changed(LearnerProfile profile) {
    // What is in a profile says nothing of this.
  }

  @Override
  public void erased(LearnerId learner) {
    forget(learner);
  }
}
