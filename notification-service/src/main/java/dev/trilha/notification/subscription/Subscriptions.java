package dev.trilha.notification.subscription;

import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.inbox.EventHandler;
import dev.trilha.notification.transaction.Transactions;
import dev.trilha.schemas.EventType;
import dev.trilha.schemas.TeamEvent.TeamDisbanded;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The channels in Slack of the teams. */
public final class Subscriptions implements EventHandler {
  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final SecretBox secrets;
  private final SubscriptionRows rows;
  private final List<SubscriptionListener> listeners;

  Subscriptions(
      JdbcClient jdbc,
      Transactions transactions,
      SecretBox secrets,
      SubscriptionSettings settings,
      List<SubscriptionListener> listeners) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.secrets = secrets;
    this.rows = new SubscriptionRows(secrets, settings.timeZone());
    this.listeners = List.copyOf(listeners);
  }

  /**
   * @throws UnusableKeyException when the stored address cannot be decrypted
   */
  public Optional<Subscription> find(TeamId team) {
    return jdbc.sql("select * from slack_subscription where team_id = ?")
        .param(team.value())
        .query((row, _) -> rows.read(row))
        .optional();
  }

  /**
   * The teams that want to hear of it, one for each channel: whoever shares a channel shares the
   * message, which goes by a subscription that is in order if there is one. They stay so until the
   * transaction ends.
   */
  List<Outlet> audience(Collection<TeamId> teams, AnnouncementKind kind) {
    if (teams.isEmpty()) {
      return List.of();
    }
    var channels = new HashSet<String>();
    return jdbc
        .sql(
            """
            select team_id, channel_id from slack_subscription
            where team_id in (:teams) and :kind = any(events) order by paused_at is not null, team_id for share
            """)
        .param("teams", teams.stream().map(TeamId::value).toList())
        .param("kind", kind.name())
        .query((row, _) -> new String[] {row.getString("team_id"), row.getString("channel_id")})
        .stream()
        .filter(row -> channels.add(row[1]))
        .map(row -> Outlet.slack(new TeamId(row[0])))
        .toList();
  }

  /** Returns whether anything changed; a pause ends. */
  boolean put(Subscription wanted) {
    return transactions.call(() -> {
      if (isStored(wanted)) {
        return false;
      }
      String team = wanted.team().value();
      String channel = secrets.fingerprint(wanted.target().identity());
      Channel.make(jdbc, channel);
      rows.write(jdbc, wanted, team, channel);
      return true;
    });
  }

  /** Returns whether there was one. */
  boolean remove(TeamId team) {
    return transactions.call(() -> {
      boolean removed =
          jdbc.sql("delete from slack_subscription where team_id = ?").param(team.value()).update()
              == 1;
      if (removed) {
        listeners.forEach(listener -> listener.unsubscribed(Outlet.slack(team)));
      }
      return removed;
    });
  }

  /** Part of the caller's transaction; somebody mends what the reason says, and puts it again. */
  public void pause(TeamId team, String reason) {
    jdbc.sql(
            """
            update slack_subscription set paused_at = clock_timestamp(), paused_reason = ?
            where team_id = ? and paused_at is null
            """)
        .params(reason, team.value())
        .update();
  }

  /** Something arrived: whatever was wrong is mended. Returns whether it was paused. */
  public boolean resume(TeamId team) {
    return jdbc.sql(
                """
                update slack_subscription set paused_at = null, paused_reason = null
                where team_id = ? and paused_at is not null
                """)
            .param(team.value())
            .update()
        == 1;
  }

  /** Of a subscription, where its turn to send is kept. */
  public Optional<String> channelOf(TeamId team) {
    return jdbc.sql("select channel_id from slack_subscription where team_id = ?")
        .param(team.value())
        .query(String.class)
        .optional();
  }

  /** Whether PostgreSQL knows the zone, which tells the quiet hours. */
  boolean knowsZone(String zone) {
    return jdbc.sql("select count(*) from pg_timezone_names where name = ?")
            .param(zone)
            .query(Long.class)
            .single()
        > 0;
  }

  @Override
  public Set<EventType> types() {
    return Set.of(EventType.TEAM_DISBANDED);
  }

  @Override
  public void on(RecordedEvent recorded) {
    if (recorded.event() instanceof TeamDisbanded disbanded) {
      remove(disbanded.teamId());
    }
  }

  private boolean isStored(Subscription wanted) {
    try {
      return find(wanted.team()).filter(wanted::equals).isPresent();
    } catch (UnusableKeyException e) {
      // Written under a key that is gone: giving the address again is how to repair it.
      return false;
    }
  }
}
