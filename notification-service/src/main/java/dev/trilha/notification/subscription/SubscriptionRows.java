package dev.trilha.notification.subscription;

import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.outgoing.WebhookUrl;
import dev.trilha.notification.slack.BotToken;
import dev.trilha.notification.slack.Language;
import dev.trilha.notification.slack.SlackTarget;
import dev.trilha.schemas.TeamId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads and writes the table of subscriptions. */
final class SubscriptionRows {
  private static final String WEBHOOK = "WEBHOOK";
  private static final String BOT = "BOT";

  private final SecretBox secrets;
  private final ZoneId usualZone;

  SubscriptionRows(SecretBox secrets, ZoneId usualZone) {
    this.secrets = secrets;
    this.usualZone = usualZone;
  }

  Subscription read(ResultSet row) throws SQLException {
    String team = row.getString("team_id");
    String secret = secrets.open(row.getBytes("webhook_url"), team);
    SlackTarget target =
        BOT.equals(row.getString("kind"))
            ? new SlackTarget.Bot(
                BotToken.stored(secret), Objects.requireNonNull(row.getString("channel_name")))
            : new SlackTarget.Webhook(WebhookUrl.stored(secret));
    Time from = row.getTime("quiet_from");
    Time to = row.getTime("quiet_to");
    return new Subscription(
        new TeamId(team),
        target,
        Language.tagged(row.getString("language")).orElseThrow(),
        events(row),
        zone(row, usualZone),
        from == null || to == null ? null : new QuietHours(from.toLocalTime(), to.toLocalTime()),
        paused(row));
  }

  static Set<AnnouncementKind> events(ResultSet row) throws SQLException {
    Array events = row.getArray("events");
    return Arrays.stream((String[]) events.getArray())
        .map(AnnouncementKind::valueOf)
        .collect(Collectors.toSet());
  }

  static ZoneId zone(ResultSet row, ZoneId usual) throws SQLException {
    String zone = row.getString("time_zone");
    return zone == null ? usual : ZoneId.of(zone);
  }

  static @Nullable Paused paused(ResultSet row) throws SQLException {
    Timestamp since = row.getTimestamp("paused_at");
    String reason = row.getString("paused_reason");
    return since == null || reason == null ? null : new Paused(since.toInstant(), reason);
  }

  static String[] names(Set<AnnouncementKind> events) {
    return events.stream().map(Enum::name).sorted().toArray(String[]::new);
  }

  void write(JdbcClient jdbc, Subscription wanted, String team, String channel) {
    QuietHours quiet = wanted.quietHours();
    jdbc.sql(
            """
            insert into slack_subscription as s (team_id, channel_id, kind, webhook_url, channel_name, language, events,
              time_zone, quiet_from, quiet_to, digest_since)
            values (:team, :channel, :kind, :secret, :name, :language, :events, :zone, :from, :to,
              case when :digest then clock_timestamp() end)
            on conflict (team_id) do update set channel_id = excluded.channel_id, kind = excluded.kind,
              webhook_url = excluded.webhook_url, channel_name = excluded.channel_name,
              language = excluded.language, events = excluded.events, time_zone = excluded.time_zone,
              quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, paused_at = null,
              paused_reason = null, changed_at = now(),
              digest_since = case when :digest then coalesce(s.digest_since, excluded.digest_since) end
            """)
        .param("team", team)
        .param("channel", channel)
        .param("kind", wanted.target() instanceof SlackTarget.Bot ? BOT : WEBHOOK)
        .param("secret", secrets.close(wanted.target().secret(), team))
        .param(
            "name",
            wanted.target() instanceof SlackTarget.Bot bot ? bot.channel() : null,
            Types.VARCHAR)
        .param("language", wanted.language().tag())
        .param("events", names(wanted.events()))
        .param("zone", wanted.zone().getId())
        .param("from", quiet == null ? null : Time.valueOf(quiet.from()), Types.TIME)
        .param("to", quiet == null ? null : Time.valueOf(quiet.to()), Types.TIME)
        .param("digest", wanted.events().contains(AnnouncementKind.WEEKLY_DIGEST))
        .update();
  }
}
