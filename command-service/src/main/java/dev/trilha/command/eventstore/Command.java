package dev.trilha.command.eventstore;

import dev.trilha.schemas.StreamId;

/**
 * A request to an aggregate.
 *
 * @param <R> what the aggregate answers
 */
public interface Command<R> {
  /** The aggregate that is asked. */
  StreamId stream();
}
