package dev.trilha.benchmark.load;

import org.jspecify.annotations.Nullable;

/**
 * What a load found.
 *
 * @param seconds from the first request to the last answer
 * @param acked ticks answered 200 and {@code "changed": true}; questions answered 200
 * @param unchanged ticks answered 200 otherwise
 * @param refused requests answered another status
 * @param lost requests whose answer never came: their ticks may be stored or not
 * @param unsent requests that were due and found no free connection until the end
 * @param times of the answers, from when a request was due
 * @param projection when it was watched
 */
public record LoadResult(
    String name,
    double seconds,
    long acked,
    long unchanged,
    long refused,
    long lost,
    long unsent,
    Times times,
    @Nullable Projected projection) {
  /** In milliseconds. */
  public record Times(
      long count, double p50, double p90, double p99, double p999, double max, double mean) {}

  /**
   * @param seconds from the first request until all acknowledged ticks were projected
   * @param lag from the acknowledgement of a tick until the read side shows it
   */
  public record Projected(double seconds, Times lag) {}

  public double ackedPerSecond() {
    return acked / seconds;
  }

  /** Acknowledged ticks that were projected too, per second. */
  public double projectedPerSecond() {
    if (projection == null) {
      throw new IllegalStateException("the projection of %s was not watched".formatted(name));
    }
    return acked / projection.seconds();
  }
}
