package dev.trilha.notification.subscription;

import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.slack.Language;
import dev.trilha.notification.slack.WebhookUrl;
import dev.trilha.schemas.TeamId;
import java.util.Set;

/** What a team hears, where and in which language. */
public record Subscription(
    TeamId team, WebhookUrl url, Language language, Set<AnnouncementKind> events) {
  public Subscription {
    events = Set.copyOf(events);
  }
}
