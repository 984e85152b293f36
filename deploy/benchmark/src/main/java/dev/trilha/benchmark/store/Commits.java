package dev.trilha.benchmark.store;

import dev.trilha.benchmark.machine.BenchmarkFailed;
import dev.trilha.embedded.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The database's own limit: 64 clients insert events of the same shape into the same table, one
 * statement and one commit after the other, with nothing in front of it.
 */
public interface Commits {
  int CLIENTS = 64;

  /**
   * Inserts for a while.
   *
   * @param outbox how the events are handed on
   * @param rows in a commit
   * @return commits per second
   */
  double perSecond(Outbox outbox, int rows, Duration time);

  /** As the service does it. */
  default double perSecond(int rows, Duration time) {
    return perSecond(Outbox.EVENT_TABLE, rows, time);
  }

  /** What does it, for the report. */
  String tool();

  /**
   * With {@code pgbench} where it is installed; with a loop over JDBC otherwise, which takes more
   * of the processor.
   *
   * @param migrations of command-service: its table is made as they make it
   * @param payload of an event as command-service stores it
   */
  static Commits on(Database database, Path migrations, String payload) {
    try (Connection connection = database.connect();
        var files = Files.list(migrations);
        var statement = connection.createStatement()) {
      List<Path> inOrder =
          files
              .filter(file -> file.getFileName().toString().matches("V\\d+__.*\\.sql"))
              .sorted(Comparator.comparingInt(Commits::version))
              .toList();
      for (Path file : inOrder) {
        statement.execute(Files.readString(file));
      }
      statement.execute(Outbox.TABLE);
    } catch (SQLException | IOException e) {
      throw new BenchmarkFailed("the tables of pgbench cannot be made: " + e.getMessage(), e);
    }
    Optional<Path> pgbench = Pgbench.find(System.getenv("PATH"));
    return pgbench.isPresent()
        ? new Pgbench(pgbench.get(), database, payload)
        : new JdbcCommits(database, payload);
  }

  private static int version(Path migration) {
    return Integer.parseInt(migration.getFileName().toString().replaceFirst("V(\\d+)__.*", "$1"));
  }
}
