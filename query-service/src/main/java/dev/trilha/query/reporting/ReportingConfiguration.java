package dev.trilha.query.reporting;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ReportingConfiguration {
  @Bean
  TeamMetrics teamMetrics(
      DataSource dataSource, TeamMetricsSettings settings, Clock clock, MeterRegistry registry) {
    var patient = new JdbcTemplate(dataSource);
    patient.setQueryTimeout((int) settings.patience().toSeconds());
    var standings = new TeamStandings(JdbcClient.create(patient), clock);
    return new TeamMetrics(
        () -> standings.ofMostActive(settings.most()), settings.every(), clock, registry);
  }
}
