package dev.trilha.testservers;

import dev.trilha.embedded.Database;

/** A PostgreSQL 18 whose WAL can be read logically, for tests. */
public interface TestPostgres extends AutoCloseable {
  /** A database whose owner is a role of the same name; nobody else may connect. */
  Database createDatabase(String name);

  /**
   * A role that may connect to the database and read the WAL (replication), and owns nothing.
   * Asking again gives the same.
   */
  Database createWalReader(Database database);

  /** Ends the server as a power cut would, and returns when it is gone. The data stays. */
  void kill();

  /** Starts the server again after {@link #kill}, with its data, where it was. */
  void startAgain();

  /** Stops the server and deletes its data. */
  @Override
  void close();
}
