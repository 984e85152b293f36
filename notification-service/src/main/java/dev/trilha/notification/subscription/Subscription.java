package dev.trilha.notification.subscription;

import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.slack.Language;
import dev.trilha.notification.slack.SlackTarget;
import dev.trilha.schemas.TeamId;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a team hears, where and in which language.
 *
 * @param zone the team's
 * @param quietHours absent when it may hear at any time
 * @param paused absent when all is well
 */
public record Subscription(
    TeamId team,
    SlackTarget target,
    Language language,
    Set<AnnouncementKind> events,
    ZoneId zone,
    @Nullable QuietHours quietHours,
    @Nullable Paused paused) {
  public Subscription {
    events = Set.copyOf(events);
  }
}
