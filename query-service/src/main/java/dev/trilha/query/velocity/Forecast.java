package dev.trilha.query.velocity;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When what is left may be done, if it goes on as lately.
 *
 * <p>Lately is the last eight buckets that are over, from the first of them in which anything was
 * completed; fewer than three say nothing. The expected finish is what is left at the median of
 * their leaves, the earliest at the upper quartile, the latest at the lower (quartiles are
 * interpolated between neighbours). So one heroic week, or one holiday, moves the spread and hardly
 * the middle. At a pace of nothing, or one that would take longer than ten years, there is no date.
 *
 * @param remaining leaves that apply and are not done
 * @param basedOn how many buckets it is drawn from
 * @param slow the lower quartile of leaves per bucket; absent when too few are over, as are all
 *     others
 * @param typical the median
 * @param fast the upper quartile
 */
record Forecast(
    long remaining,
    int basedOn,
    @Nullable Double slow,
    @Nullable Double typical,
    @Nullable Double fast,
    @Nullable LocalDate earliest,
    @Nullable LocalDate expected,
    @Nullable LocalDate latest) {
  /** How many buckets that are over are looked at. */
  static final int LATELY = 8;

  private static final int FEWEST = 3;
  private static final double LONGEST_DAYS = 3653;

  /**
   * @param lately leaves of the last buckets that are over, the earliest first
   */
  static Forecast of(List<Integer> lately, long remaining, Bucket bucket, LocalDate today) {
    List<Integer> sorted = lately.stream().dropWhile(leaves -> leaves == 0).sorted().toList();
    if (sorted.size() < FEWEST) {
      return new Forecast(remaining, sorted.size(), null, null, null, null, null, null);
    }
    double slow = quantile(sorted, 0.25);
    double typical = quantile(sorted, 0.5);
    double fast = quantile(sorted, 0.75);
    return new Forecast(
        remaining,
        sorted.size(),
        slow,
        typical,
        fast,
        finish(remaining, fast, bucket, today),
        finish(remaining, typical, bucket, today),
        finish(remaining, slow, bucket, today));
  }

  private static double quantile(List<Integer> sorted, double part) {
    double place = part * (sorted.size() - 1);
    int below = (int) place;
    int above = Math.min(sorted.size() - 1, below + 1);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }

  private static @Nullable LocalDate finish(
      long remaining, double pace, Bucket bucket, LocalDate today) {
    double days = Math.ceil(remaining / pace * bucket.days());
    return remaining == 0 || pace <= 0 || days > LONGEST_DAYS ? null : today.plusDays((long) days);
  }
}
