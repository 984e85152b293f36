package dev.trilha.notification.subscription;

import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.schemas.TeamId;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Who wants to hear of something, and where. */
public final class Audience {
  private final Subscriptions subscriptions;
  private final WebhookSubscriptions webhooks;

  Audience(Subscriptions subscriptions, WebhookSubscriptions webhooks) {
    this.subscriptions = subscriptions;
    this.webhooks = webhooks;
  }

  /** They stay so until the transaction ends. Those that are paused are among them. */
  public List<Outlet> of(Collection<TeamId> teams, AnnouncementKind kind) {
    return Stream.concat(
            subscriptions.audience(teams, kind).stream(), webhooks.audience(teams, kind).stream())
        .toList();
  }
}
