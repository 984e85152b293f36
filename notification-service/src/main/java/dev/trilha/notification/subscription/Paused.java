package dev.trilha.notification.subscription;

import java.time.Instant;

/**
 * Nothing is sent, because nothing would arrive.
 *
 * @param reason what was answered, for instance {@code channel_is_archived}
 */
public record Paused(Instant since, String reason) {}
