package dev.trilha.command.eventstore;

import dev.trilha.command.problem.Refusal;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import java.nio.charset.StandardCharsets;
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
    String payload) {
  /**
   * What one record of Kafka holds, with room for its headers. What is more must not get into the
   * store, where nobody could tell it to others.
   */
  static final int LARGEST_BYTES = RoadmapPublished.LARGEST_BYTES;

  /**
   * @throws Refusal.Invalid when the payload is larger
   */
  EventRow {
    // A character of a text takes at most three bytes in UTF-8.
    if (payload.length() > LARGEST_BYTES / 3
        && payload.getBytes(StandardCharsets.UTF_8).length > LARGEST_BYTES) {
      throw Refusal.Invalid.tooLarge(
          "body", "comes to at most %d bytes of JSON in one event".formatted(LARGEST_BYTES));
    }
  }
}
