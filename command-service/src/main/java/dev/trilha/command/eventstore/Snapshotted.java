package dev.trilha.command.eventstore;

/**
 * An aggregate whose state can stand for the events it came from. A state is read back by an event
 * sourcing handler for it, as if it were the first event.
 */
public interface Snapshotted {
  /**
   * The state as it is now: a value that is written as JSON, of a registered {@link SnapshotType}.
   */
  Object snapshot();
}
