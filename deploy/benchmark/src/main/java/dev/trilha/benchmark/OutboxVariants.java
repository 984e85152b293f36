package dev.trilha.benchmark;

import dev.trilha.benchmark.machine.BenchmarkFailed;
import dev.trilha.benchmark.store.Commits;
import dev.trilha.benchmark.store.Outbox;
import dev.trilha.embedded.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What it would cost to hand events on otherwise than by the event table itself: rows a second, and
 * bytes of PostgreSQL's log for each.
 */
final class OutboxVariants {
  private static final int ROUNDS = 3;
  private static final int[] ROWS = {1, 100};

  private final Session session;
  private final Database database;

  /**
   * @param database that the commits go to
   */
  OutboxVariants(Session session, Database database) {
    this.session = session;
    this.database = database;
  }

  private record Written(long walBytes, long events) {}

  void run(Commits commits) {
    for (int round = 1; round <= ROUNDS; round++) {
      for (int rows : ROWS) {
        for (Outbox outbox : Outbox.values()) {
          measure("outbox " + round, commits, outbox, rows);
        }
      }
    }
    for (Outbox outbox : Outbox.values()) {
      session.say(
          "handed on by %s: %,.0f rows/s one by one, %,.0f in commits of 100"
              .formatted(outbox.figure(), median(figure(outbox, 1)), median(figure(outbox, 100))));
    }
  }

  private void measure(String phase, Commits commits, Outbox outbox, int rows) {
    Written before = written();
    double perSecond = rows * commits.perSecond(outbox, rows, session.plan().others());
    Written after = written();
    String figure = figure(outbox, rows);
    session.note(phase, figure + "_per_s", perSecond);
    session.note(
        phase,
        figure + "_wal_bytes",
        (double) (after.walBytes() - before.walBytes())
            / Math.max(1, after.events() - before.events()));
  }

  private static String figure(Outbox outbox, int rows) {
    return "outbox_%s_%srows".formatted(outbox.figure(), rows == 1 ? "" : "batch_");
  }

  private double median(String figure) {
    return session.figures().summary(figure + "_per_s").orElseThrow().median();
  }

  private Written written() {
    try (Connection connection = database.connect();
        var statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint,"
                    + " coalesce((select max(position) from event), 0)")) {
      row.next();
      return new Written(row.getLong(1), row.getLong(2));
    } catch (SQLException e) {
      throw new BenchmarkFailed("the log cannot be measured: " + e.getMessage(), e);
    }
  }
}
