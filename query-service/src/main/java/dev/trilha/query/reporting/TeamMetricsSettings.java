package dev.trilha.query.reporting;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The meters about teams.
 *
 * @param most of how many teams there are meters: those whose members completed most leaves lately.
 *     Each has four time series per roadmap that its members are on
 * @param every how often the numbers are read
 * @param patience how long PostgreSQL may take for it
 */
@ConfigurationProperties("trilha.team-metrics")
record TeamMetricsSettings(
    @DefaultValue("50") int most,
    @DefaultValue("15s") Duration every,
    @DefaultValue("10s") Duration patience) {
  TeamMetricsSettings {
    if (most < 1 || most > 1000) {
      throw new IllegalArgumentException(
          "trilha.team-metrics.most must be between 1 and 1000, not " + most);
    }
    if (every.compareTo(Duration.ofMillis(100)) < 0 || every.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "trilha.team-metrics.every must be between 100 ms and 1 h, not " + every);
    }
    if (patience.compareTo(Duration.ofSeconds(1)) < 0
        || patience.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException(
          "trilha.team-metrics.patience must be between 1 s and 5 min, not " + patience);
    }
  }
}
