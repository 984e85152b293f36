package dev.trilha.schemas.cloudevents;

import dev.trilha.schemas.DomainEvent;
import dev.trilha.schemas.StreamId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was stored.
 *
 * @param id the same for every copy of the event
 * @param sequence its place in its stream: 0, 1, 2… without gaps
 * @param time when it was stored
 * @param traceparent the W3C trace of the request that caused it
 */
public record RecordedEvent(
    String id,
    StreamId stream,
    long sequence,
    Instant time,
    @Nullable String traceparent,
    DomainEvent event) {}
