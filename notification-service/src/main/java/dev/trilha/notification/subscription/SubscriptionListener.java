package dev.trilha.notification.subscription;

import dev.trilha.schemas.TeamId;

/** Hears, inside the same transaction, that a team no longer wants to hear anything. */
public interface SubscriptionListener {
  void unsubscribed(TeamId team);
}
