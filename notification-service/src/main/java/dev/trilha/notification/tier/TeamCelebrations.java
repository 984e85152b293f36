package dev.trilha.notification.tier;

import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.announcement.FinishedTier;
import dev.trilha.notification.delivery.Deliveries;
import dev.trilha.notification.subscription.Subscriptions;
import dev.trilha.notification.team.Teams;
import dev.trilha.notification.tier.CelebrationMetrics.Outcome;
import dev.trilha.schemas.TeamId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Celebrates with the learner's teams. */
final class TeamCelebrations implements Celebrations {
  private static final Logger log = LoggerFactory.getLogger(TeamCelebrations.class);

  private final JdbcClient jdbc;
  private final Teams teams;
  private final Subscriptions subscriptions;
  private final Deliveries deliveries;
  private final CelebrationSettings settings;
  private final CelebrationMetrics metrics;
  private final Clock clock;

  TeamCelebrations(
      JdbcClient jdbc,
      Teams teams,
      Subscriptions subscriptions,
      Deliveries deliveries,
      CelebrationSettings settings,
      CelebrationMetrics metrics,
      Clock clock) {
    this.jdbc = jdbc;
    this.teams = teams;
    this.subscriptions = subscriptions;
    this.deliveries = deliveries;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public List<Long> announce(FinishedTier tier, String completion, @Nullable String traceparent) {
    List<TeamId> audience =
        subscriptions.audience(teams.of(tier.learnerId()), AnnouncementKind.TIER_COMPLETED);
    if (audience.isEmpty()) {
      return told(Outcome.NO_AUDIENCE, tier, List.of());
    }
    if (!isTheFirstForAWhile(tier, completion)) {
      return told(Outcome.REPEATED, tier, List.of());
    }
    return told(Outcome.ANNOUNCED, tier, deliveries.plan(audience, completion, tier, traceparent));
  }

  @Override
  public void cancelled(FinishedTier tier) {
    told(Outcome.CANCELLED_BY_REOPEN, tier, List.of());
  }

  private boolean isTheFirstForAWhile(FinishedTier tier, String completion) {
    Instant now = clock.instant();
    return jdbc.sql(
                """
                insert into celebration as c (learner_id, roadmap_id, tier_id, completion_id, celebrated_at)
                values (:learner, :roadmap, :tier, :completion, :now)
                on conflict (learner_id, roadmap_id, tier_id) do update
                  set completion_id = excluded.completion_id, celebrated_at = excluded.celebrated_at
                  where c.celebrated_at <= :windowBegin
                """)
            .param("learner", tier.learnerId().value())
            .param("roadmap", tier.roadmapId().value())
            .param("tier", tier.tierId().value())
            .param("completion", completion)
            .param("now", Timestamp.from(now))
            .param("windowBegin", Timestamp.from(now.minus(settings.repeatWindow())))
            .update()
        == 1;
  }

  private List<Long> told(Outcome outcome, FinishedTier tier, List<Long> deliveries) {
    log.info("tier {}: {}, {} deliveries", TierKey.of(tier), outcome, deliveries.size());
    metrics.count(outcome);
    return deliveries;
  }
}
