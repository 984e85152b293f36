package dev.trilha.query.velocity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.velocity.Series.VelocityBucket;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesTest {
  private static final LocalDate MONDAY = LocalDate.parse("2026-11-02");

  @Test
  void theAverageGoesOverFourBuckets() {
    List<LocalDate> days = Series.days(Bucket.WEEK, MONDAY, MONDAY.plusWeeks(6));
    Series series = new Series(Bucket.WEEK, days, List.of(4, 0, 2, 2, 1, 0));

    assertThat(series.entries(MONDAY.plusWeeks(3), MONDAY.plusWeeks(5)))
        .containsExactly(
            new VelocityBucket(MONDAY.plusWeeks(3), MONDAY.plusDays(27), 2, 2.0, true),
            new VelocityBucket(MONDAY.plusWeeks(4), MONDAY.plusDays(34), 1, 1.25, true),
            new VelocityBucket(MONDAY.plusWeeks(5), MONDAY.plusDays(41), 0, 1.25, false));
  }

  @ParameterizedTest
  @CsvSource({
    "DAY, 2026-11-25, 2026-11-25, 2026-11-26",
    "WEEK, 2026-11-25, 2026-11-23, 2026-11-30",
    "WEEK, 2026-11-23, 2026-11-23, 2026-11-30",
    "MONTH, 2026-01-31, 2026-01-01, 2026-02-01"
  })
  void aBucketBeginsOnItsFirstDay(Bucket bucket, LocalDate day, LocalDate first, LocalDate next) {
    assertThat(bucket.firstDay(day)).isEqualTo(first);
    assertThat(bucket.plus(first, 1)).isEqualTo(next);
    assertThat(bucket.plus(next, -1)).isEqualTo(first);
  }

  /** Clocks went back an hour on 1 November 2026. */
  @Test
  void aDayBeginsWhenTheZoneSays() {
    List<LocalDate> days =
        Series.days(Bucket.DAY, LocalDate.parse("2026-10-31"), LocalDate.parse("2026-11-03"));

    assertThat(Series.moments(days, ZoneId.of("America/New_York")))
        .extracting(Object::toString)
        .containsExactly(
            "2026-10-31T04:00:00Z",
            "2026-11-01T04:00:00Z",
            "2026-11-02T05:00:00Z",
            "2026-11-03T05:00:00Z");
  }
}
