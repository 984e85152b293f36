package dev.trilha.benchmark.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A load to be run.
 *
 * @param name of what is measured; learners and their ticks go on where an earlier order of the
 *     same name ended
 * @param port of 127.0.0.1
 * @param connections kept open, each with one request at a time
 * @param batch ticks in a request
 * @param firstLearner number of the first learner
 * @param learners who take turns
 * @param itemsEach how many items each ticks, before another learner follows
 * @param millis how long requests are sent
 * @param requests how many at most
 * @param rate requests per second, whatever the answers do; 0: as fast as they come
 * @param projection where the ticks arrive in the end, when that is to be watched
 * @param reads addresses (path and query) that are asked for at random; empty: ticks are sent
 */
public record LoadOrder(
    String name,
    int port,
    int connections,
    int batch,
    int firstLearner,
    int learners,
    int itemsEach,
    long millis,
    long requests,
    double rate,
    @Nullable Projection projection,
    List<String> reads) {
  /** The database of query-service. */
  public record Projection(String jdbcUrl, String user, String password) {
    /** Leaves the password out: this ends up in a report. */
    @Override
    public String toString() {
      return "Projection[%s]".formatted(jdbcUrl);
    }
  }

  public LoadOrder {
    if (connections < 1 || millis < 1 || requests < 1 || !(rate >= 0)) {
      throw new IllegalArgumentException("no load: " + name);
    }
    if (batch < 1 || Ticks.ITEMS % batch != 0 || itemsEach % batch != 0) {
      throw new IllegalArgumentException("%d ticks a request do not fit".formatted(batch));
    }
    reads = List.copyOf(reads);
  }

  /** Single ticks as fast as answers come, over 64 connections and 2 000 learners. */
  public static LoadOrder ticks(String name, int port, long millis) {
    return of(name, port, 1, 0, millis);
  }

  /** Batches of 100 ticks, of other learners than those of single ticks. */
  public static LoadOrder batches(String name, int port, long millis) {
    return of(name, port, 100, 100_000, millis);
  }

  /**
   * Questions as fast as answers come, over 64 connections.
   *
   * @param addresses at least one
   */
  public static LoadOrder reads(String name, int port, List<String> addresses, long millis) {
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("nothing to ask: " + name);
    }
    return new LoadOrder(name, port, 64, 1, 0, 1, 1, millis, Long.MAX_VALUE, 0, null, addresses);
  }

  private static LoadOrder of(String name, int port, int batch, int firstLearner, long millis) {
    return new LoadOrder(
        name,
        port,
        64,
        batch,
        firstLearner,
        2_000,
        Ticks.ITEMS,
        millis,
        Long.MAX_VALUE,
        0,
        null,
        List.of());
  }

  /** At this rate, over more connections: they are not to be what limits it. */
  public LoadOrder at(double requestsPerSecond) {
    return new LoadOrder(
        name,
        port,
        4 * connections,
        batch,
        firstLearner,
        learners,
        itemsEach,
        millis,
        requests,
        requestsPerSecond,
        projection,
        reads);
  }

  public LoadOrder watching(Projection watched) {
    return new LoadOrder(
        name,
        port,
        connections,
        batch,
        firstLearner,
        learners,
        itemsEach,
        millis,
        requests,
        rate,
        watched,
        reads);
  }

  boolean isOfReads() {
    return !reads.isEmpty();
  }
}
