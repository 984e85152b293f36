package dev.trilha.benchmark.load;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Times by the microsecond, up to ten minutes. */
final class Measured {
  private static final long LONGEST = TimeUnit.MINUTES.toMicros(10);

  private Measured() {}

  static Histogram histogram() {
    return new Histogram(LONGEST, 3);
  }

  static void record(Histogram histogram, long nanos) {
    histogram.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST));
  }

  static LoadResult.Times times(Histogram histogram) {
    return new LoadResult.Times(
        histogram.getTotalCount(),
        millis(histogram, 50),
        millis(histogram, 90),
        millis(histogram, 99),
        millis(histogram, 99.9),
        millis(histogram, 100),
        histogram.getTotalCount() == 0 ? 0 : histogram.getMean() / 1_000);
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getTotalCount() == 0
        ? 0
        : histogram.getValueAtPercentile(percentile) / 1_000.0;
  }
}
