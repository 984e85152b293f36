package dev.trilha.benchmark.report;

import java.util.Arrays;

/** Several measurements of one figure. */
public record Summary(double min, double median, double max) {
  /** Of an even number of values the median is the mean of the middle two. */
  static Summary of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("nothing was measured");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Summary(sorted[0], median, sorted[sorted.length - 1]);
  }
}
