package dev.trilha.notification.delivery;

import dev.trilha.notification.announcement.Announcement;
import dev.trilha.notification.delivery.DeliveryMetrics.Outcome;
import dev.trilha.notification.subscription.SubscriptionListener;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.TeamId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every delivery there is or was. */
public final class Deliveries implements SubscriptionListener {
  private final JdbcClient jdbc;
  private final List<DeliveryListener> listeners;
  private final DeliveryMetrics metrics;

  Deliveries(JdbcClient jdbc, List<DeliveryListener> listeners, DeliveryMetrics metrics) {
    this.jdbc = jdbc;
    this.listeners = List.copyOf(listeners);
    this.metrics = metrics;
  }

  /**
   * Puts one delivery on its way to each team. Part of the caller's transaction.
   *
   * @param cause the event behind the announcement: a team gets one delivery for it, however often
   *     this is called
   * @return the new ones
   */
  public List<Long> plan(
      Collection<TeamId> teams,
      String cause,
      Announcement announcement,
      @Nullable String traceparent) {
    return teams.stream()
        .flatMap(team -> plan(team, cause, announcement, traceparent).stream())
        .toList();
  }

  private Optional<Long> plan(
      TeamId team, String cause, Announcement announcement, @Nullable String traceparent) {
    return jdbc.sql(
            """
            insert into delivery (team_id, cause_id, kind, facts, traceparent)
            values (:team, :cause, :kind, cast(:facts as jsonb), :traceparent)
            on conflict (team_id, cause_id) do nothing returning id
            """)
        .param("team", team.value())
        .param("cause", cause)
        .param("kind", announcement.kind().name())
        .param("facts", Json.mapper().writeValueAsString(announcement))
        .param("traceparent", traceparent)
        .query(Long.class)
        .optional();
  }

  Optional<Delivery> find(long id) {
    return jdbc.sql("select " + DeliveryRows.COLUMNS + " from delivery where id = ?")
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
                 from delivery
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
    // Parked while it was under way, for instance by the team's leaving: it arrived all the same.
    boolean wasParked =
        !wasOpen && settle(delivery.id(), DeliveryStatus.DELIVERED, null, DeliveryStatus.FAILED);
    if (wasOpen || wasParked) {
      metrics.count(Outcome.DELIVERED);
    }
    if (wasOpen) {
      listeners.forEach(listener -> listener.ended(delivery.id(), delivery.announcement()));
    }
  }

  void parked(Delivery delivery, String reason) {
    if (settle(delivery.id(), DeliveryStatus.FAILED, reason, DeliveryStatus.PENDING)) {
      metrics.count(Outcome.PARKED);
      listeners.forEach(listener -> listener.ended(delivery.id(), delivery.announcement()));
    }
  }

  void toBeRetried(Delivery delivery, String reason) {
    if (jdbc.sql("update delivery set reason = ? where id = ? and status = 'PENDING'")
            .params(reason, delivery.id())
            .update()
        == 1) {
      metrics.count(Outcome.RETRIED);
    }
  }

  /** Returns whether it was parked and its team still has a channel, and so is on its way again. */
  boolean redeliver(long id) {
    return jdbc.sql(
                """
                update delivery d set status = 'PENDING', attempts = 0, reason = null, settled_at = null
                where id = ? and status = 'FAILED'
                  and team_id in (select s.team_id from slack_subscription s where s.team_id = d.team_id for share)
                """)
            .param(id)
            .update()
        == 1;
  }

  @Override
  public void unsubscribed(TeamId team) {
    jdbc.sql(
            "select "
                + DeliveryRows.COLUMNS
                + " from delivery where team_id = ? and status = 'PENDING' order by id")
        .param(team.value())
        .query((row, _) -> DeliveryRows.read(row))
        .list()
        .forEach(delivery -> parked(delivery, "unsubscribed"));
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

  long pending() {
    return jdbc.sql("select count(*) from delivery where status = 'PENDING'")
        .query(Long.class)
        .single();
  }
}
