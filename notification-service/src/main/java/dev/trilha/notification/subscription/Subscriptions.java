package dev.trilha.notification.subscription;

import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.inbox.EventHandler;
import dev.trilha.notification.slack.Language;
import dev.trilha.notification.slack.WebhookUrl;
import dev.trilha.notification.transaction.Transactions;
import dev.trilha.schemas.EventType;
import dev.trilha.schemas.TeamEvent.TeamDisbanded;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The subscriptions of the teams, and the channels they name. */
public final class Subscriptions implements EventHandler {
  private final JdbcClient jdbc;
  private final Transactions transactions;
  private final SecretBox secrets;
  private final List<SubscriptionListener> listeners;

  Subscriptions(
      JdbcClient jdbc,
      Transactions transactions,
      SecretBox secrets,
      List<SubscriptionListener> listeners) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.secrets = secrets;
    this.listeners = List.copyOf(listeners);
  }

  /**
   * @throws UnusableKeyException when the stored address cannot be decrypted
   */
  public Optional<Subscription> find(TeamId team) {
    return jdbc.sql(
            "select team_id, webhook_url, language, events from slack_subscription where team_id ="
                + " ?")
        .param(team.value())
        .query((row, _) -> subscription(row))
        .optional();
  }

  /**
   * The teams that want to hear of it, one for each channel: whoever shares a channel shares the
   * message. They stay so until the transaction ends.
   */
  public List<TeamId> audience(Collection<TeamId> teams, AnnouncementKind kind) {
    if (teams.isEmpty()) {
      return List.of();
    }
    var channels = new java.util.HashSet<String>();
    return jdbc
        .sql(
            """
            select team_id, channel_id from slack_subscription
            where team_id in (:teams) and :kind = any(events) order by team_id for share
            """)
        .param("teams", teams.stream().map(TeamId::value).toList())
        .param("kind", kind.name())
        .query((row, _) -> new String[] {row.getString("team_id"), row.getString("channel_id")})
        .stream()
        .filter(row -> channels.add(row[1]))
        .map(row -> new TeamId(row[0]))
        .toList();
  }

  /** Returns whether anything changed. */
  boolean put(Subscription wanted) {
    return transactions.call(() -> {
      String team = wanted.team().value();
      if (isStored(wanted)) {
        return false;
      }
      String channel = secrets.fingerprint(wanted.url().reveal());
      jdbc.sql("insert into slack_channel (channel_id) values (?) on conflict do nothing")
          .param(channel)
          .update();
      jdbc.sql(
              """
              insert into slack_subscription (team_id, channel_id, webhook_url, language, events)
              values (:team, :channel, :url, :language, :events)
              on conflict (team_id) do update set channel_id = excluded.channel_id, webhook_url = excluded.webhook_url,
                language = excluded.language, events = excluded.events, changed_at = now()
              """)
          .param("team", team)
          .param("channel", channel)
          .param("url", secrets.close(wanted.url().reveal(), team))
          .param("language", wanted.language().tag())
          .param("events", wanted.events().stream().map(Enum::name).sorted().toArray(String[]::new))
          .update();
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
        listeners.forEach(listener -> listener.unsubscribed(team));
      }
      return removed;
    });
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

  private Subscription subscription(ResultSet row) throws SQLException {
    String team = row.getString("team_id");
    Array events = row.getArray("events");
    return new Subscription(
        new TeamId(team),
        WebhookUrl.stored(secrets.open(row.getBytes("webhook_url"), team)),
        Language.tagged(row.getString("language")).orElseThrow(),
        Arrays.stream((String[]) events.getArray())
            .map(AnnouncementKind::valueOf)
            .collect(Collectors.toSet()));
  }
}
