package dev.trilha.notification.tier;

import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.TeamId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When what was last celebrated. */
final class Celebrated {
  private final JdbcClient jdbc;
  private final Duration window;
  private final Clock clock;

  /**
   * @param window what is celebrated is not celebrated again within it
   */
  Celebrated(JdbcClient jdbc, Duration window, Clock clock) {
    this.jdbc = jdbc;
    this.window = window;
    this.clock = clock;
  }

  /**
   * What is celebrated.
   *
   * @param who a learner, or {@code team/} and a team, which no learner's id can be
   * @param tier empty for the whole roadmap
   */
  record Subject(String who, String roadmap, String tier) {
    static Subject tier(LearnerId learner, RoadmapId roadmap, NodeId tier) {
      return new Subject(learner.value(), roadmap.value(), tier.value());
    }

    static Subject roadmap(LearnerId learner, RoadmapId roadmap) {
      return new Subject(learner.value(), roadmap.value(), "");
    }

    static Subject teamTier(TeamId team, RoadmapId roadmap, NodeId tier) {
      return new Subject("team/" + team.value(), roadmap.value(), tier.value());
    }

    @Override
    public String toString() {
      return who + "/" + roadmap + (tier.isEmpty() ? "" : "/" + tier);
    }
  }

  /** Notes the celebration, unless there was one within the window. */
  boolean isTheFirstForAWhile(Subject subject, String cause) {
    Instant now = clock.instant();
    return jdbc.sql(
                """
                insert into celebration as c (learner_id, roadmap_id, tier_id, completion_id, celebrated_at)
                values (:who, :roadmap, :tier, :cause, :now)
                on conflict (learner_id, roadmap_id, tier_id) do update
                  set completion_id = excluded.completion_id, celebrated_at = excluded.celebrated_at
                  where c.celebrated_at <= :windowBegin
                """)
            .param("who", subject.who())
            .param("roadmap", subject.roadmap())
            .param("tier", subject.tier())
            .param("cause", cause)
            .param("now", Timestamp.from(now))
            .param("windowBegin", Timestamp.from(now.minus(window)))
            .update()
        == 1;
  }
}
