package dev.trilha.notification.subscription;

/** Hears, inside the same transaction, that nothing is wanted at an outlet any more. */
public interface SubscriptionListener {
  void unsubscribed(Outlet outlet);
}
