package dev.trilha.notification.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestTimeTest {
  /** The second of November 2026 is a Monday. */
  @ParameterizedTest(name = "at {0} in {1}: the week of {2}")
  @CsvSource({
    "2026-11-02T11:59:59Z, America/Sao_Paulo, ",
    "2026-11-02T12:00:00Z, America/Sao_Paulo, 2026-10-26",
    "2026-11-04T11:59:59Z, America/Sao_Paulo, 2026-10-26",
    "2026-11-04T12:00:00Z, America/Sao_Paulo, ",
    "2026-11-01T23:00:00Z, Asia/Tokyo, ",
    "2026-11-02T00:00:00Z, Asia/Tokyo, 2026-10-26",
    // Clocks changed in the night before.
    "2026-10-26T08:59:59Z, Europe/Lisbon, ",
    "2026-10-26T09:00:00Z, Europe/Lisbon, 2026-10-19",
    "2026-03-30T08:00:00Z, Europe/Lisbon, 2026-03-23",
    "2027-01-04T09:00:00Z, UTC, 2026-12-28",
  })
  void isDueOnMondayMorningByTheTeamsClock(Instant now, ZoneId zone, @Nullable LocalDate week) {
    assertThat(
            DigestTime.before(now, zone, LocalTime.of(9, 0), Duration.ofDays(2))
                .map(DigestTime::week))
        .isEqualTo(Optional.ofNullable(week));
  }
}
