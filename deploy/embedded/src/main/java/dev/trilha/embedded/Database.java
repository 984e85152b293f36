package dev.trilha.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database and a role that may connect to it: its owner, unless something else is said.
 *
 * @param name of the database, and of its owner
 * @param jdbcUrl without credentials
 */
public record Database(
    String name, String host, int port, String jdbcUrl, String user, String password) {
  /** A new connection, to be closed by the caller. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl, user, password);
  }

  /** Leaves the password out: this ends up in logs. */
  @Override
  public String toString() {
    return "Database[%s as %s]".formatted(jdbcUrl, user);
  }
}
