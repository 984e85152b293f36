package dev.trilha.benchmark.load;

/** When requests are sent. Times are those of {@link System#nanoTime}. */
sealed interface Pacer {
  /** Whether another request is to be sent now. */
  boolean isDue(long now);

  /**
   * Takes the next request.
   *
   * @return the time that its answer is measured from
   */
  long take(long now);

  /** Whether no request will ever be due again. */
  boolean isOver(long now);

  /** How long nothing will be due, in nanoseconds; 0 when something is. */
  long pause(long now);

  /** As fast as answers come: a request is due whenever a connection is free. */
  final class Closed implements Pacer {
    private final long end;
    private long left;

    /**
     * @param requests how many at most
     */
    Closed(long start, long duration, long requests) {
      this.end = start + duration;
      this.left = requests;
    }

    @Override
    public boolean isDue(long now) {
      return left > 0 && now - end < 0;
    }

    @Override
    public long take(long now) {
      left--;
      return now;
    }

    @Override
    public boolean isOver(long now) {
      return !isDue(now);
    }

    @Override
    public long pause(long now) {
      return isDue(now) ? 0 : Long.MAX_VALUE;
    }
  }

  /**
   * At a steady rate, whatever the answers do. A request that could not be sent in time, because
   * every connection waited for an answer, is measured from when it should have been sent: as long
   * as its sender would have waited.
   */
  final class Open implements Pacer {
    private final long start;
    private final double interval;
    private final long requests;
    private long taken;

    /**
     * @param rate requests per second
     */
    Open(long start, long duration, double rate) {
      this.start = start;
      this.interval = 1e9 / rate;
      this.requests = (long) (duration / interval);
    }

    @Override
    public boolean isDue(long now) {
      return taken < requests && now - intended(taken) >= 0;
    }

    @Override
    public long take(long now) {
      return intended(taken++);
    }

    @Override
    public boolean isOver(long now) {
      return taken == requests;
    }

    @Override
    public long pause(long now) {
      return taken == requests ? Long.MAX_VALUE : Math.max(0, intended(taken) - now);
    }

    private long intended(long request) {
      return start + (long) (request * interval);
    }
  }
}
