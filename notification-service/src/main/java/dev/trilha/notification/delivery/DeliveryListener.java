package dev.trilha.notification.delivery;

import dev.trilha.notification.announcement.Announcement;

/**
 * Hears, inside the same transaction, that a delivery will not be tried any more: it was delivered,
 * parked or cancelled.
 */
public interface DeliveryListener {
  void ended(long delivery, Announcement announcement);
}
