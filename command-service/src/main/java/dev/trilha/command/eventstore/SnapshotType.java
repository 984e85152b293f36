package dev.trilha.command.eventstore;

/**
 * How a kind of state is named in the table of snapshots.
 *
 * @param name never a class name
 * @param revision to be raised when the state or its meaning changes: snapshots of other revisions
 *     are left aside, and the stream is read whole
 * @param type what it is read as
 */
public record SnapshotType(String name, int revision, Class<?> type) {}
