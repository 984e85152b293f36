package dev.trilha.testservers;

import dev.trilha.embedded.Database;

/** A PostgreSQL 18 whose WAL can be read logically, for tests. */
public interface TestPostgres extends AutoCloseable {
  /** A database whose owner is a role of the same name; nobody else may connect. */
  Database createDatabase(String name);

  /** As {@link #createDatabase}; the role may also read the WAL (replication). */
  Database createReplicatedDatabase(String name);

  /** Ends the server as a power cut would, and returns when it is gone. The data stays. */
  void kill();

  /** Starts the server again after {@link #kill}, with its data, where it was. */
  void startAgain();

  /** Stops the server and deletes its data. */
  @Override
  void close();
}
