package dev.trilha.query.velocity;

import dev.trilha.query.progress.Completions;
import dev.trilha.query.progress.Progress;
import dev.trilha.query.progress.Progress.Standing;
import dev.trilha.schemas.RoadmapId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How fast learners are together. */
class Velocities {
  private final Completions completions;
  private final Progress progress;

  Velocities(Completions completions, Progress progress) {
    this.completions = completions;
    this.progress = progress;
  }

  /**
   * Whose leaves, on what, in which units.
   *
   * @param roadmap absent for all roadmaps together
   * @param zone by which days are told
   */
  record Question(
      Collection<String> learners,
      @Nullable RoadmapId roadmap,
      Bucket bucket,
      ZoneId zone,
      LocalDate today) {}

  /**
   * The buckets that hold the days from one to the other, none of them later than today's.
   *
   * @param from any day
   * @param to any day, not before {@code from}
   */
  List<Series.VelocityBucket> buckets(Question question, LocalDate from, LocalDate to) {
    Bucket bucket = question.bucket();
    LocalDate first = bucket.firstDay(from);
    LocalDate last = bucket.firstDay(to.isAfter(question.today()) ? question.today() : to);
    return first.isAfter(last)
        ? List.of()
        : series(question, bucket.plus(first, 1L - Series.AVERAGED), bucket.plus(last, 1))
            .entries(first, question.today());
  }

  Forecast forecast(Question question) {
    Bucket bucket = question.bucket();
    LocalDate now = bucket.firstDay(question.today());
    Series lately = series(question, bucket.plus(now, -Forecast.LATELY), now);
    return Forecast.of(lately.leaves(), remaining(question), bucket, question.today());
  }

  private Series series(Question question, LocalDate first, LocalDate end) {
    List<LocalDate> days = Series.days(question.bucket(), first, end);
    return new Series(
        question.bucket(),
        days,
        completions.between(
            question.learners(), question.roadmap(), Series.moments(days, question.zone())));
  }

  private long remaining(Question question) {
    return progress.standings(question.learners(), question.roadmap()).values().stream()
        .mapToLong(Velocities::remaining)
        .sum();
  }

  private static long remaining(Standing standing) {
    return Math.max(0, standing.total() - standing.skipped() - standing.done());
  }
}
