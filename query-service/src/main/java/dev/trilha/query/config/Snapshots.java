package dev.trilha.query.config;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;

/**
 * Transactions whose statements all see the same moment. The level is stated for the transaction
 * and not for the connection, which would be asked for it, set to it and set back: one trip to
 * PostgreSQL instead of three.
 */
final class Snapshots extends JdbcTransactionManager {
  private static final long serialVersionUID = 1;

  Snapshots(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected void prepareTransactionalConnection(
      Connection connection, TransactionDefinition definition) throws SQLException {
    super.prepareTransactionalConnection(connection, definition);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    }
  }
}
