package dev.trilha.command.eventstore;

import dev.trilha.schemas.StreamId;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * How far streams are stored. What an aggregate decides without storing anything meets no unique
 * key: whether it knew the newest of its stream, which another replica may have written, is asked
 * here.
 */
public final class StreamEnds {
  private final EventStorageEngine engine;

  public StreamEnds(EventStorageEngine engine) {
    this.engine = engine;
  }

  /**
   * @param version how many events of the stream are known
   * @throws ConcurrencyException when there are more: decide again
   */
  public void requireNoneBehind(StreamId stream, long version) {
    long stored = engine.lastSequenceNumberFor(stream.toString()).map(last -> last + 1).orElse(0L);
    // Events that a snapshot has taken the place of may be gone.
    if (stored > version) {
      throw new ConcurrencyException(
          "%s is at version %d, and %d was known".formatted(stream, stored, version));
    }
  }
}
