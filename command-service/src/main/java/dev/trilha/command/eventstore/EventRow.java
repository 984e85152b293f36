package dev.trilha.command.eventstore;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table {@code event}, before the database gives it its position.
 *
 * @param recordedAt in microseconds, as the column
 * @param traceparent the W3C trace of the request that caused it
 * @param payload JSON
 */
record EventRow(
    String stream,
    long sequence,
    UUID eventId,
    String type,
    int revision,
    Instant recordedAt,
    @Nullable String traceparent,
    String payload) {}
