package dev.trilha.notification.delivery;

import dev.trilha.notification.announcement.Announcement;
import dev.trilha.notification.subscription.Outlet;
import dev.trilha.schemas.TeamId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One announcement on its way to one place.
 *
 * @param id grows with time
 * @param attempts made so far, the one under way included; counted anew when it is redelivered
 * @param reason why the last attempt failed, or why it was parked
 * @param alone whether it is sent in no company, since company was refused
 * @param traceparent of the request that caused the news
 */
record Delivery(
    long id,
    Outlet outlet,
    Announcement announcement,
    DeliveryStatus status,
    int attempts,
    @Nullable String reason,
    boolean alone,
    Instant createdAt,
    @Nullable Instant attemptedAt,
    @Nullable Instant settledAt,
    @Nullable String traceparent) {
  TeamId team() {
    return outlet.team();
  }
}
