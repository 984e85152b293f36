package dev.trilha.notification.delivery;

import dev.trilha.notification.announcement.Announcement;
import dev.trilha.notification.delivery.DeliveryMetrics.Outcome;
import dev.trilha.notification.subscription.Outlet;
import dev.trilha.notification.subscription.SubscriptionListener;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.TeamId;
import java.sql.Types;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every delivery there is, or was not long ago. */
public final class Deliveries implements SubscriptionListener {
  private static final Logger log = LoggerFactory.getLogger(Deliveries.class);
  private static final String BACKLOG_FULL = "backlog-full";

  private final JdbcClient jdbc;
  private final List<DeliveryListener> listeners;
  private final DeliveryMetrics metrics;
  private final int backlog;

  /**
   * @param backlog how many may wait at one outlet; more are parked at once
   */
  Deliveries(
      JdbcClient jdbc, List<DeliveryListener> listeners, DeliveryMetrics metrics, int backlog) {
    this.jdbc = jdbc;
    this.listeners = List.copyOf(listeners);
    this.metrics = metrics;
    this.backlog = backlog;
  }

  /**
   * Puts one delivery on its way to each outlet. Part of the caller's transaction.
   *
   * @param cause the event behind the announcement: an outlet gets one delivery for it, however
   *     often this is called
   * @return the new ones that are on their way
   */
  public List<Long> plan(
      Collection<Outlet> outlets,
      String cause,
      Announcement announcement,
      @Nullable String traceparent) {
    return outlets.stream()
        .flatMap(outlet -> plan(outlet, cause, announcement, traceparent).stream())
        .toList();
  }

  private Optional<Long> plan(
      Outlet outlet, String cause, Announcement announcement, @Nullable String traceparent) {
    boolean full = pendingAt(outlet) >= backlog;
    Optional<Long> planned =
        jdbc.sql(
                """
                insert into delivery (team_id, outlet, cause_id, kind, facts, traceparent, status, reason, settled_at)
                values (:team, :outlet, :cause, :kind, cast(:facts as jsonb), :traceparent, :status, :reason,
                  case when :full then clock_timestamp() end)
                on conflict (team_id, cause_id) do nothing returning id
                """)
            .param("team", outlet.team().value())
            .param("outlet", outlet.name())
            .param("cause", outlet.isSlack() ? cause : cause + "@" + outlet.name())
            .param("kind", announcement.kind().name())
            .param("facts", Json.mapper().writeValueAsString(announcement))
            .param("traceparent", traceparent, Types.VARCHAR)
            .param("status", (full ? DeliveryStatus.FAILED : DeliveryStatus.PENDING).name())
            .param("reason", full ? BACKLOG_FULL : null, Types.VARCHAR)
            .param("full", full)
            .query(Long.class)
            .optional();
    if (full && planned.isPresent()) {
      log.error("{} has {} deliveries waiting: {} is parked", outlet, backlog, planned.get());
      metrics.count(Outcome.PARKED);
      return Optional.empty();
    }
    return planned;
  }

  private long pendingAt(Outlet outlet) {
    return jdbc.sql(
            "select count(*) from delivery where team_id = ? and outlet = ? and status = 'PENDING'")
        .params(outlet.team().value(), outlet.name())
        .query(Long.class)
        .single();
  }

  Optional<Delivery> find(long id) {
    return jdbc.sql("select " + DeliveryRows.COLUMNS + " from delivery d where id = ?")
        .param(id)
        .query((row, _) -> DeliveryRows.read(row))
        .optional();
  }

  /**
   * Newest first.
   *
   * @param before only those with a smaller id
   */
  List<Delivery> list(
      @Nullable TeamId team, @Nullable DeliveryStatus status, long before, int limit) {
    return jdbc.sql(
            "select "
                + DeliveryRows.COLUMNS
                + """
                 from delivery d
                where id < :before
                  and (cast(:team as text) is null or team_id = :team)
                  and (cast(:status as text) is null or status = :status)
                order by id desc limit :limit
                """)
        .param("before", before)
        .param("team", team == null ? null : team.value())
        .param("status", status == null ? null : status.name())
        .param("limit", limit)
        .query((row, _) -> DeliveryRows.read(row))
        .list();
  }

  /** Part of the caller's transaction, as are the next ones. */
  void delivered(Delivery delivery) {
    boolean wasOpen = settle(delivery.id(), DeliveryStatus.DELIVERED, null, DeliveryStatus.PENDING);
    // Parked or cancelled while it was under way, as when its team left, it arrived all the same.
    boolean wasSettled =
        !wasOpen
            && (settle(delivery.id(), DeliveryStatus.DELIVERED, null, DeliveryStatus.FAILED)
                || settle(delivery.id(), DeliveryStatus.DELIVERED, null, DeliveryStatus.CANCELLED));
    if (wasOpen || wasSettled) {
      metrics.count(Outcome.DELIVERED);
    }
    if (wasOpen) {
      ended(delivery);
    }
  }

  void parked(Delivery delivery, String reason) {
    if (settle(delivery.id(), DeliveryStatus.FAILED, reason, DeliveryStatus.PENDING)) {
      metrics.count(Outcome.PARKED);
      ended(delivery);
    }
  }

  void messageTaken() {
    metrics.countMessage();
  }

  void toBeRetried(Delivery delivery, String reason) {
    if (jdbc.sql("update delivery set reason = ? where id = ? and status = 'PENDING'")
            .params(reason, delivery.id())
            .update()
        == 1) {
      metrics.count(Outcome.RETRIED);
    }
  }

  /** From now on it is sent in no company. */
  void toBeSentAlone(Delivery delivery) {
    jdbc.sql("update delivery set alone = true where id = ?").param(delivery.id()).update();
  }

  /**
   * Parks some of what waits at outlets that are paused: until somebody mends them it would only
   * grow old.
   *
   * @return how many
   */
  int parkPaused(int limit) {
    List<Delivery> waiting =
        jdbc.sql(
                "select "
                    + DeliveryRows.COLUMNS
                    + """
                     from delivery d
                    where status = 'PENDING' and exists (
                      select 1 from outlet o where o.team_id = d.team_id and o.outlet = d.outlet
                        and o.paused_reason is not null)
                    order by id limit :limit for update of d skip locked
                    """)
            .param("limit", limit)
            .query((row, _) -> DeliveryRows.read(row))
            .list();
    waiting.forEach(delivery -> parked(delivery, "paused"));
    return waiting.size();
  }

  /**
   * Returns whether it was parked or cancelled and its outlet is still there and in order, and so
   * is on its way again.
   */
  boolean redeliver(long id) {
    return jdbc.sql(
                """
                update delivery d set status = 'PENDING', attempts = 0, reason = null, settled_at = null
                where id = ? and status in ('FAILED', 'CANCELLED')
                  and exists (select 1 from outlet o where o.team_id = d.team_id and o.outlet = d.outlet
                    and o.paused_reason is null)
                """)
            .param(id)
            .update()
        == 1;
  }

  /** Returns whether it was waiting, and is not any more. */
  boolean cancel(Delivery delivery) {
    boolean was =
        settle(delivery.id(), DeliveryStatus.CANCELLED, "cancelled", DeliveryStatus.PENDING);
    if (was) {
      metrics.count(Outcome.CANCELLED);
      ended(delivery);
    }
    return was;
  }

  /** Why nothing is sent to where this goes; absent when all is well there. */
  Optional<String> pausedBecause(Delivery delivery) {
    return jdbc.sql(
            "select paused_reason from outlet where team_id = ? and outlet = ? and paused_reason is"
                + " not null")
        .params(delivery.team().value(), delivery.outlet().name())
        .query(String.class)
        .optional();
  }

  @Override
  public void unsubscribed(Outlet outlet) {
    jdbc.sql(
            "select "
                + DeliveryRows.COLUMNS
                + " from delivery d where team_id = ? and outlet = ? and status = 'PENDING' order"
                + " by id")
        .params(outlet.team().value(), outlet.name())
        .query((row, _) -> DeliveryRows.read(row))
        .list()
        .forEach(delivery -> parked(delivery, "unsubscribed"));
  }

  /**
   * Forgets some of what ended long ago, with its attempts.
   *
   * @return how many
   */
  int forget(Duration after, int limit) {
    return jdbc.sql(
            """
            delete from delivery where id in (
              select id from delivery
              where status <> 'PENDING' and settled_at < clock_timestamp() - :seconds * interval '1 second'
              limit :limit for update skip locked)
            """)
        .param("seconds", after.toSeconds())
        .param("limit", limit)
        .update();
  }

  private void ended(Delivery delivery) {
    listeners.forEach(listener -> listener.ended(delivery.id(), delivery.announcement()));
  }

  private boolean settle(long id, DeliveryStatus to, @Nullable String reason, DeliveryStatus from) {
    return jdbc.sql(
                """
                update delivery set status = :to, reason = :reason, settled_at = clock_timestamp()
                where id = :id and status = :from
                """)
            .param("to", to.name())
            .param("reason", reason)
            .param("id", id)
            .param("from", from.name())
            .update()
        == 1;
  }
}
