package dev.trilha.query.generation;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Gives connections on which names without a schema mean the tables of the thread's generation. A
 * connection of the pool remembers which one it was set to, so that nothing is sent while it stays
 * the same.
 */
final class GenerationDataSource extends DelegatingDataSource {
  private final Generations generations;
  private final Map<PGConnection, String> paths = Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * @param pool of PostgreSQL
   */
  GenerationDataSource(DataSource pool, Generations generations) {
    super(pool);
    this.generations = generations;
  }

  Generations generations() {
    return generations;
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    try {
      String wanted = generations.current();
      PGConnection physical = connection.unwrap(PGConnection.class);
      if (!wanted.equals(paths.get(physical))) {
        paths.remove(physical);
        try (Statement statement = connection.createStatement()) {
          // What belongs to no generation, such as functions, is in public.
          statement.execute(
              "SET search_path TO %s, public".formatted(GenerationTables.quoted(wanted)));
        }
        paths.put(physical, wanted);
      }
      return connection;
    } catch (SQLException | RuntimeException failed) {
      connection.close();
      throw failed;
    }
  }
}
