package dev.trilha.notification.delivery;

import dev.trilha.notification.announcement.Announcement;
import dev.trilha.schemas.TeamId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One announcement on its way to one team.
 *
 * @param id grows with time
 * @param attempts made so far, the one under way included
 * @param reason why the last attempt failed, or why it was parked
 * @param traceparent of the request that caused the news
 */
record Delivery(
    long id,
    TeamId team,
    Announcement announcement,
    DeliveryStatus status,
    int attempts,
    @Nullable String reason,
    Instant createdAt,
    @Nullable Instant attemptedAt,
    @Nullable Instant settledAt,
    @Nullable String traceparent) {}
