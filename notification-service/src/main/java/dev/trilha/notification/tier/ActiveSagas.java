package dev.trilha.notification.tier;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many celebrations are under way, in all replicas together. */
final class ActiveSagas {
  private static final Duration GOOD_FOR = Duration.ofSeconds(5);

  private final JdbcClient jdbc;
  private final Clock clock;
  private Instant countedAt = Instant.EPOCH;
  private double count = Double.NaN;

  ActiveSagas(JdbcClient jdbc, Clock clock, MeterRegistry registry) {
    this.jdbc = jdbc;
    this.clock = clock;
    Gauge.builder("trilha.saga.active", this, ActiveSagas::count)
        .description("Celebrations that have begun and not ended")
        .register(registry);
  }

  /**
   * Counted at most every few seconds, however many scrape; not a number while the database is
   * away.
   */
  synchronized double count() {
    Instant now = clock.instant();
    if (countedAt.plus(GOOD_FOR).isBefore(now)) {
      countedAt = now;
      try {
        count = jdbc.sql("select count(*) from saga").query(Long.class).single();
      } catch (DataAccessException e) {
        count = Double.NaN;
      }
    }
    return count;
  }
}
