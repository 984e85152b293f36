package dev.trilha.query.inbox;

import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import org.jspecify.annotations.Nullable;

/** What became of one record when it was read. */
sealed interface Reading {
  record Event(RecordedEvent recorded) implements Reading {}

  record Profile(ProfileChange change) implements Reading {}

  /**
   * @param reason in capitals, as in metrics and tables
   * @param detail for people; quotes no value
   * @param stream what the record says it belongs to, as far as it can be told
   */
  record Unreadable(String reason, String detail, @Nullable StreamId stream) implements Reading {}
}
