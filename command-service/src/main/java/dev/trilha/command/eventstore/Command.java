package dev.trilha.command.eventstore;

/**
 * A request to an aggregate.
 *
 * @param <R> what the aggregate answers
 */
public interface Command<R> {}
