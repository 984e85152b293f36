package dev.trilha.notification.digest;

import dev.trilha.notification.announcement.WeeklyDigest;
import dev.trilha.notification.delivery.Deliveries;
import dev.trilha.notification.subscription.Outlet;
import dev.trilha.notification.transaction.Transactions;
import dev.trilha.schemas.TeamId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Puts each outlet's digest on its way, once a week. Any replica may look; who notes the week first
 * plans the delivery, in one transaction.
 */
final class Digests {
  private static final Logger log = LoggerFactory.getLogger(Digests.class);

  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final Deliveries deliveries;
  private final DigestFacts facts;
  private final DigestSettings settings;
  private final ZoneId usualZone;
  private final Clock clock;

  Digests(
      JdbcClient jdbc,
      Transactions transactions,
      Deliveries deliveries,
      DigestFacts facts,
      DigestSettings settings,
      ZoneId usualZone,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.deliveries = deliveries;
    this.facts = facts;
    this.settings = settings;
    this.usualZone = usualZone;
    this.clock = clock;
  }

  /**
   * Where a digest is wanted.
   *
   * @param since nothing that was due before is told
   */
  private record Wanted(Outlet outlet, ZoneId zone, Instant since) {}

  void planWhatIsDue() {
    planWhatIsDue(clock.instant());
  }

  /** One outlet's failure is no other's. */
  void planWhatIsDue(Instant now) {
    for (Wanted wanted : wanted()) {
      Optional<DigestTime> due =
          DigestTime.before(now, wanted.zone(), settings.at(), settings.lateFor())
              .filter(time -> !time.due().isBefore(wanted.since()));
      if (due.isPresent() && !isTold(wanted.outlet(), due.get())) {
        try {
          transactions.run(() -> plan(wanted, due.get()));
        } catch (RuntimeException e) {
          log.warn("the digest of {} is tried again: {}", wanted.outlet(), e.toString());
        }
      }
    }
  }

  private List<Wanted> wanted() {
    return jdbc.sql(
            """
            select team_id, 'slack' as outlet, time_zone, digest_since from slack_subscription
            where digest_since is not null
            union all
            select team_id, 'webhook/' || webhook_id, time_zone, digest_since from webhook_subscription
            where digest_since is not null
            order by team_id, outlet
            """)
        .query((row, _) -> {
          String zone = row.getString("time_zone");
          Timestamp since = row.getTimestamp("digest_since");
          return new Wanted(
              new Outlet(new TeamId(row.getString("team_id")), row.getString("outlet")),
              zone == null ? usualZone : ZoneId.of(zone),
              since.toInstant());
        })
        .list();
  }

  private boolean isTold(Outlet outlet, DigestTime time) {
    return jdbc.sql(
                "select count(*) from digest_told where team_id = ? and outlet = ? and week >= ?")
            .params(outlet.team().value(), outlet.name(), time.week())
            .query(Long.class)
            .single()
        > 0;
  }

  private void plan(Wanted wanted, DigestTime time) {
    Outlet outlet = wanted.outlet();
    boolean first =
        jdbc.sql(
                    """
                    insert into digest_told as t (team_id, outlet, week) values (:team, :outlet, :week)
                    on conflict (team_id, outlet) do update set week = excluded.week where t.week < excluded.week
                    """)
                .param("team", outlet.team().value())
                .param("outlet", outlet.name())
                .param("week", time.week())
                .update()
            == 1;
    if (!first) {
      return;
    }
    WeeklyDigest digest = facts.of(outlet.team(), time.week(), wanted.zone());
    if (isWorthAMessage(digest)) {
      deliveries.plan(List.of(outlet), "weekly-digest/" + time.week(), digest, null);
      log.info("the digest of {} for the week of {} is on its way", outlet, time.week());
    } else {
      log.info("{} has nothing to be told of the week of {}", outlet, time.week());
    }
  }

  /** A team that has been asleep for two weeks is not woken every Monday. */
  static boolean isWorthAMessage(WeeklyDigest digest) {
    return digest.leaves() > 0
        || digest.leavesBefore() > 0
        || digest.finishesInAll() > 0
        || !digest.stuck().isEmpty();
  }
}
