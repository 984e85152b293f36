package dev.trilha.query.velocity;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Buckets that follow each other, and the leaves that were completed in each.
 *
 * @param firstDays of each bucket, and the first day after the last one
 * @param leaves one number less
 */
record Series(Bucket bucket, List<LocalDate> firstDays, List<Integer> leaves) {
  /** Over how many buckets the moving average goes. */
  static final int AVERAGED = 4;

  /**
   * One bucket.
   *
   * @param from its first day
   * @param to its last day
   * @param average of this bucket and the three before it; what lies before the first leaf counts
   *     as nothing done
   * @param over whether it has come to its end
   */
  record VelocityBucket(LocalDate from, LocalDate to, int leaves, double average, boolean over) {}

  /**
   * @param first the first day of a bucket
   * @param end the first day after the last bucket
   */
  static List<LocalDate> days(Bucket bucket, LocalDate first, LocalDate end) {
    List<LocalDate> days = new ArrayList<>();
    LocalDate day = first;
    while (day.isBefore(end)) {
      days.add(day);
      day = bucket.plus(day, 1);
    }
    days.add(day);
    return days;
  }

  /** The moments at which the days begin. */
  static List<Instant> moments(List<LocalDate> days, ZoneId zone) {
    return days.stream().map(day -> day.atStartOfDay(zone).toInstant()).toList();
  }

  /** Those from a day on; the ones before it are only averaged. */
  List<VelocityBucket> entries(LocalDate from, LocalDate today) {
    List<VelocityBucket> entries = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      LocalDate end = firstDays.get(i + 1);
      if (!firstDays.get(i).isBefore(from)) {
        entries.add(
            new VelocityBucket(
                firstDays.get(i),
                end.minusDays(1),
                leaves.get(i),
                average(i),
                !end.isAfter(today)));
      }
    }
    return entries;
  }

  private double average(int last) {
    int sum = 0;
    for (int i = Math.max(0, last - AVERAGED + 1); i <= last; i++) {
      sum += leaves.get(i);
    }
    return Math.round(100.0 * sum / AVERAGED) / 100.0;
  }
}
