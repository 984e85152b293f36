package dev.trilha.benchmark.load;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * How far the read side is behind: looks up sampled ticks in its database until they are there. A
 * tick counts as projected at the end of the query that first saw it.
 */
final class ProjectionWatch implements AutoCloseable {
  private static final long BETWEEN_SAMPLES = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(4);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);
  private static final int MOST_WAITING = 20_000;

  private record Sample(int learner, long sequence, long acked) {}

  private final Connection database;
  private final Queue<Sample> arriving = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Histogram lag = Measured.histogram();
  private final Thread thread;
  private long lastSample;
  private volatile boolean draining;
  private volatile @Nullable Exception failure;

  ProjectionWatch(LoadOrder.Projection projection) throws SQLException {
    this.database =
        DriverManager.getConnection(projection.jdbcUrl(), projection.user(), projection.password());
    this.thread = Thread.ofPlatform().name("watches-the-projection").start(this::look);
  }

  boolean wantsSample(long now) {
    return now - lastSample >= BETWEEN_SAMPLES;
  }

  /**
   * @param version that the answer gave
   */
  void sample(int learner, long version, long acked) {
    lastSample = acked;
    if (version > 0) {
      // A full queue means that the projection is minutes behind, which its other samples tell.
      arriving.offer(new Sample(learner, version - 1, acked));
    }
  }

  /**
   * Waits until everything is projected.
   *
   * @param acked how many ticks were acknowledged in all
   * @throws IllegalStateException when the projection does not get there
   */
  LoadResult.Projected finish(long start, long acked) {
    draining = true;
    try {
      thread.join();
      if (failure != null) {
        throw new IllegalStateException("the projection cannot be watched", failure);
      }
      long deadline = System.nanoTime() + PATIENCE;
      while (projected() < acked) {
        if (System.nanoTime() - deadline > 0) {
          throw new IllegalStateException(
              "%d of %d acknowledged ticks were projected".formatted(projected(), acked));
        }
        LockSupport.parkNanos(BETWEEN_LOOKS);
      }
      return new LoadResult.Projected((System.nanoTime() - start) / 1e9, Measured.times(lag));
    } catch (SQLException e) {
      throw new IllegalStateException("the projection cannot be watched", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Ticks that the read side shows. */
  private long projected() throws SQLException {
    try (PreparedStatement query =
        database.prepareStatement(
            "select coalesce(sum(done), 0) from enrollment where roadmap_id = ?")) {
      query.setString(1, Ticks.ROADMAP);
      try (ResultSet sum = query.executeQuery()) {
        sum.next();
        return sum.getLong(1);
      }
    }
  }

  private void look() {
    List<Sample> waiting = new ArrayList<>();
    long deadline = Long.MAX_VALUE;
    try (PreparedStatement query =
        database.prepareStatement(
            "select learner_id, sequence from enrollment where roadmap_id = ? and learner_id ="
                + " any(?)")) {
      while (true) {
        boolean last = draining;
        for (Sample sample = arriving.poll(); sample != null; sample = arriving.poll()) {
          waiting.add(sample);
        }
        if (!waiting.isEmpty()) {
          Map<String, Long> sequences = sequences(query, waiting);
          long seen = System.nanoTime();
          waiting.removeIf(sample -> isProjected(sample, sequences, seen));
        }
        if (last && waiting.isEmpty()) {
          return;
        }
        if (last) {
          deadline = Math.min(deadline, System.nanoTime() + PATIENCE);
          if (System.nanoTime() > deadline) {
            throw new IllegalStateException(
                "%d sampled ticks were never projected".formatted(waiting.size()));
          }
        }
        LockSupport.parkNanos(BETWEEN_LOOKS);
      }
    } catch (SQLException | RuntimeException e) {
      failure = e;
    }
  }

  private boolean isProjected(Sample sample, Map<String, Long> sequences, long seen) {
    Long sequence = sequences.get(Ticks.learnerId(sample.learner()));
    if (sequence == null || sequence < sample.sequence()) {
      return false;
    }
    Measured.record(lag, seen - sample.acked());
    return true;
  }

  private Map<String, Long> sequences(PreparedStatement query, List<Sample> waiting)
      throws SQLException {
    String[] learners =
        waiting.stream()
            .map(sample -> Ticks.learnerId(sample.learner()))
            .distinct()
            .toArray(String[]::new);
    query.setString(1, Ticks.ROADMAP);
    query.setArray(2, database.createArrayOf("text", learners));
    Map<String, Long> sequences = new HashMap<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        sequences.put(rows.getString(1), rows.getLong(2));
      }
    }
    return sequences;
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
