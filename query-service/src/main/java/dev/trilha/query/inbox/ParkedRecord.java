package dev.trilha.query.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that was set aside instead of applied.
 *
 * @param id to retry or discard it by
 * @param key as far as it fits, absent when the record has none
 * @param stream what waits because of it: a stream, every stream of a key ({@code topic/key}), or
 *     nothing
 * @param reason {@code STREAM_PARKED} for a readable record that waits behind an unreadable one
 * @param recordedAt when the record was sent
 * @param valueBytes the size of its value; absent when it has none
 */
public record ParkedRecord(
    String id,
    String topic,
    int partition,
    long offset,
    @Nullable String key,
    @Nullable String stream,
    String reason,
    String detail,
    Instant recordedAt,
    Instant parkedAt,
    @Nullable Integer valueBytes) {}
