package dev.trilha.benchmark.store;

import dev.trilha.benchmark.machine.BenchmarkFailed;
import dev.trilha.embedded.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;

/** Where pgbench is not installed: the same statements from threads of this JVM. */
final class JdbcCommits implements Commits {
  private static final String INSERT =
      """
      insert into event (stream, sequence, event_id, type, revision, recorded_at, payload)
      select ?, ? + i, gen_random_uuid(), 'item-completed', 1, now(), ?::json from generate_series(1, ?) i\
      """;

  private final Database database;
  private final String payload;
  private int runs;

  JdbcCommits(Database database, String payload) {
    this.database = database;
    this.payload = payload;
  }

  @Override
  public double perSecond(Outbox outbox, int rows, Duration time) {
    String statement = outbox.around(INSERT);
    int run = ++runs;
    List<Connection> connections = new ArrayList<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      for (int i = 0; i < CLIENTS; i++) {
        connections.add(database.connect());
      }
      long start = System.nanoTime();
      long end = start + time.toNanos();
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        Connection connection = connections.get(i);
        String client = "enrollment/%d-%d-".formatted(run, i);
        counts.add(clients.submit(() -> commit(connection, statement, client, rows, end)));
      }
      long commits = 0;
      for (Future<Long> count : counts) {
        commits += count.get();
      }
      return commits * 1e9 / (System.nanoTime() - start);
    } catch (SQLException | ExecutionException e) {
      throw new BenchmarkFailed("rows cannot be committed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkFailed("interrupted", e);
    } finally {
      connections.forEach(JdbcCommits::close);
    }
  }

  private long commit(Connection connection, String statement, String client, int rows, long end)
      throws SQLException {
    long commits = 0;
    try (PreparedStatement insert = connection.prepareStatement(statement)) {
      for (long sequence = 0; System.nanoTime() - end < 0; sequence += rows) {
        int learner = ThreadLocalRandom.current().nextInt(1, 2_001);
        insert.setString(1, client + learner + "/benchmark");
        insert.setLong(2, sequence);
        insert.setString(3, payload);
        insert.setInt(4, rows);
        insert.execute();
        commits++;
      }
    }
    return commits;
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      System.err.println("a connection cannot be closed: " + e);
    }
  }

  @Override
  public String tool() {
    return "%d threads over JDBC, as pgbench is not installed".formatted(CLIENTS);
  }
}
