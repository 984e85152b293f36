package dev.trilha.query.progress;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class ProgressConfiguration {
  @Bean
  Progress progress(JdbcClient jdbc) {
    return new Progress(jdbc);
  }

  @Bean
  ProgressProjection progressProjection(JdbcClient jdbc) {
    return new ProgressProjection(new ProgressRows(jdbc));
  }

  @Bean
  VersionWaits versionWaits(ProgressSettings settings, MeterRegistry registry) {
    var waits = new VersionWaits(settings);
    Gauge.builder("trilha.progress.waiting", waits::count)
        .description("Requests that wait for a version")
        .register(registry);
    return waits;
  }
}
