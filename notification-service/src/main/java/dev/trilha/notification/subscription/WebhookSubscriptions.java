package dev.trilha.notification.subscription;

import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.inbox.EventHandler;
import dev.trilha.notification.outgoing.WebhookUrl;
import dev.trilha.notification.problem.ProblemException;
import dev.trilha.notification.transaction.Transactions;
import dev.trilha.notification.webhook.SigningSecret;
import dev.trilha.schemas.EventType;
import dev.trilha.schemas.TeamEvent.TeamDisbanded;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The webhooks of the teams. */
public final class WebhookSubscriptions implements EventHandler {
  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final SecretBox secrets;
  private final ZoneId usualZone;
  private final int mostPerTeam;
  private final List<SubscriptionListener> listeners;

  WebhookSubscriptions(
      JdbcClient jdbc,
      Transactions transactions,
      SecretBox secrets,
      ZoneId usualZone,
      int mostPerTeam,
      List<SubscriptionListener> listeners) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.secrets = secrets;
    this.usualZone = usualZone;
    this.mostPerTeam = mostPerTeam;
    this.listeners = List.copyOf(listeners);
  }

  /**
   * @throws UnusableKeyException when what is stored cannot be decrypted
   */
  public Optional<WebhookSubscription> find(TeamId team, String id) {
    return jdbc.sql("select * from webhook_subscription where team_id = ? and webhook_id = ?")
        .params(team.value(), id)
        .query((row, _) -> read(row))
        .optional();
  }

  /** By their ids. */
  List<WebhookSubscription> of(TeamId team) {
    return jdbc.sql("select * from webhook_subscription where team_id = ? order by webhook_id")
        .param(team.value())
        .query((row, _) -> read(row))
        .list();
  }

  List<Outlet> audience(Collection<TeamId> teams, AnnouncementKind kind) {
    if (teams.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            """
            select team_id, webhook_id from webhook_subscription
            where team_id in (:teams) and :kind = any(events) order by team_id, webhook_id for share
            """)
        .param("teams", teams.stream().map(TeamId::value).toList())
        .param("kind", kind.name())
        .query((row, _) ->
            Outlet.webhook(new TeamId(row.getString("team_id")), row.getString("webhook_id")))
        .list();
  }

  /** Returns whether anything changed; a pause ends. */
  boolean put(WebhookSubscription wanted) {
    return transactions.call(() -> {
      if (isStored(wanted)) {
        return false;
      }
      refuseOneTooMany(wanted);
      String channel = secrets.fingerprint(wanted.outlet() + " " + wanted.url().reveal());
      Channel.make(jdbc, channel);
      jdbc.sql(
              """
              insert into webhook_subscription as w (team_id, webhook_id, channel_id, url, secret, events, time_zone,
                digest_since)
              values (:team, :id, :channel, :url, :secret, :events, :zone, case when :digest then clock_timestamp() end)
              on conflict (team_id, webhook_id) do update set channel_id = excluded.channel_id, url = excluded.url,
                secret = excluded.secret, events = excluded.events, time_zone = excluded.time_zone, paused_at = null,
                paused_reason = null, changed_at = now(),
                digest_since = case when :digest then coalesce(w.digest_since, excluded.digest_since) end
              """)
          .param("team", wanted.team().value())
          .param("id", wanted.id())
          .param("channel", channel)
          .param("url", secrets.close(wanted.url().reveal(), owner(wanted, "url")))
          .param("secret", secrets.close(wanted.secret().reveal(), owner(wanted, "secret")))
          .param("events", SubscriptionRows.names(wanted.events()))
          .param("zone", wanted.zone().getId())
          .param("digest", wanted.events().contains(AnnouncementKind.WEEKLY_DIGEST))
          .update();
      return true;
    });
  }

  private void refuseOneTooMany(WebhookSubscription wanted) {
    // Two at once cannot both be the last one.
    jdbc.sql("select pg_advisory_xact_lock(hashtext('webhooks of ' || ?))")
        .param(wanted.team().value())
        .query((row, _) -> true)
        .list();
    long others =
        jdbc.sql("select count(*) from webhook_subscription where team_id = ? and webhook_id <> ?")
            .params(wanted.team().value(), wanted.id())
            .query(Long.class)
            .single();
    if (others >= mostPerTeam) {
      throw ProblemException.malformed(
          "webhookId", "is one of at most %d of a team".formatted(mostPerTeam));
    }
  }

  /** Returns whether there was one. */
  boolean remove(TeamId team, String id) {
    return transactions.call(() -> {
      boolean removed =
          jdbc.sql("delete from webhook_subscription where team_id = ? and webhook_id = ?")
                  .params(team.value(), id)
                  .update()
              == 1;
      if (removed) {
        listeners.forEach(listener -> listener.unsubscribed(Outlet.webhook(team, id)));
      }
      return removed;
    });
  }

  /** Part of the caller's transaction; somebody mends what the reason says, and puts it again. */
  public void pause(Outlet outlet, String reason) {
    jdbc.sql(
            """
            update webhook_subscription set paused_at = clock_timestamp(), paused_reason = ?
            where team_id = ? and webhook_id = ? and paused_at is null
            """)
        .params(reason, outlet.team().value(), outlet.webhookId())
        .update();
  }

  @Override
  public Set<EventType> types() {
    return Set.of(EventType.TEAM_DISBANDED);
  }

  @Override
  public void on(RecordedEvent recorded) {
    if (recorded.event() instanceof TeamDisbanded disbanded) {
      jdbc.sql("select webhook_id from webhook_subscription where team_id = ?")
          .param(disbanded.teamId().value())
          .query(String.class)
          .list()
          .forEach(id -> remove(disbanded.teamId(), id));
    }
  }

  private boolean isStored(WebhookSubscription wanted) {
    try {
      return find(wanted.team(), wanted.id()).filter(wanted::equals).isPresent();
    } catch (UnusableKeyException e) {
      // Written under a key that is gone: giving it again is how to repair it.
      return false;
    }
  }

  private WebhookSubscription read(ResultSet row) throws SQLException {
    var team = new TeamId(row.getString("team_id"));
    String id = row.getString("webhook_id");
    return new WebhookSubscription(
        team,
        id,
        WebhookUrl.stored(secrets.open(row.getBytes("url"), owner(team, id, "url"))),
        SigningSecret.stored(secrets.open(row.getBytes("secret"), owner(team, id, "secret"))),
        SubscriptionRows.events(row),
        SubscriptionRows.zone(row, usualZone),
        SubscriptionRows.paused(row));
  }

  private static String owner(WebhookSubscription webhook, String part) {
    return owner(webhook.team(), webhook.id(), part);
  }

  private static String owner(TeamId team, String id, String part) {
    return team + "/webhooks/" + id + "/" + part;
  }
}
