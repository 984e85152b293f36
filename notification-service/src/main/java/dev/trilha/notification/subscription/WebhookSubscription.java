package dev.trilha.notification.subscription;

import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.outgoing.WebhookUrl;
import dev.trilha.notification.webhook.SigningSecret;
import dev.trilha.schemas.TeamId;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A webhook of a team.
 *
 * @param zone the team's, for the digest
 * @param paused absent when all is well
 */
public record WebhookSubscription(
    TeamId team,
    String id,
    WebhookUrl url,
    SigningSecret secret,
    Set<AnnouncementKind> events,
    ZoneId zone,
    @Nullable Paused paused) {
  public WebhookSubscription {
    events = Set.copyOf(events);
  }

  public Outlet outlet() {
    return Outlet.webhook(team, id);
  }
}
