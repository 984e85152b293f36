package dev.trilha.benchmark.projection;

import dev.trilha.benchmark.machine.BenchmarkFailed;
import dev.trilha.embedded.Database;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A projection as it is written first: an upsert for each row that an event changes, one event
 * after the other. What is common is kept: a transaction is what one poll of a consumer brings by
 * default, statements are prepared, the position is stored with the rows.
 */
public final class RowByRow {
  /** What a consumer is given by one poll, unless it asks for more. */
  private static final int POLL = 500;

  private final Database database;

  /**
   * @param database empty
   */
  public RowByRow(Database database) {
    this.database = database;
    try (Connection connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(Upserts.TABLES);
    } catch (SQLException e) {
      throw new BenchmarkFailed("the tables to compare with cannot be made: " + e.getMessage(), e);
    }
  }

  /**
   * Writes the events, each share by a thread of its own, until the time is over or they are
   * written.
   *
   * @return events per second, of all threads together
   */
  public double perSecond(List<List<RecordedEvent>> shares, Duration time) {
    try (ExecutorService threads = Executors.newFixedThreadPool(shares.size())) {
      List<Future<Double>> rates = new ArrayList<>();
      for (int i = 0; i < shares.size(); i++) {
        int share = i;
        rates.add(threads.submit(() -> write(share, shares.get(share), time)));
      }
      double sum = 0;
      for (Future<Double> rate : rates) {
        sum += rate.get();
      }
      return sum;
    } catch (ExecutionException e) {
      throw new BenchmarkFailed("events cannot be written row by row: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkFailed("interrupted", e);
    }
  }

  private double write(int share, List<RecordedEvent> events, Duration time) throws SQLException {
    try (Connection connection = database.connect()) {
      connection.setAutoCommit(false);
      try (var upserts = new Upserts(connection)) {
        long start = System.nanoTime();
        int written = 0;
        while (written < events.size() && System.nanoTime() - start < time.toNanos()) {
          int end = Math.min(events.size(), written + POLL);
          for (RecordedEvent event : events.subList(written, end)) {
            upserts.write(event);
          }
          upserts.position(share, end);
          connection.commit();
          written = end;
        }
        return written * 1e9 / (System.nanoTime() - start);
      }
    }
  }
}
