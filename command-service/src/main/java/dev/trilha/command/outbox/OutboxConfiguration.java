package dev.trilha.command.outbox;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The relay and what it is seen by. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "trilha.relay.enabled", matchIfMissing = true)
class OutboxConfiguration {
  @Bean
  OutboxSlot outboxSlot(JdbcClient jdbc, RelaySettings settings) {
    return new OutboxSlot(jdbc, settings.slot());
  }

  @Bean
  RelayMetrics relayMetrics(MeterRegistry meters, JdbcClient jdbc, OutboxSlot slot, Clock clock) {
    return new RelayMetrics(meters, new RelayLag(jdbc, slot, clock));
  }

  @Bean
  OutboxRelay outboxRelay(
      HikariDataSource dataSource,
      RelaySettings settings,
      KafkaSettings kafka,
      OutboxSlot slot,
      RelayMetrics metrics) {
    OutboxRelay relay =
        new OutboxRelay(
            () -> new DebeziumSession(dataSource, settings, kafka, slot, metrics),
            settings.longestPause());
    metrics.watch(relay);
    return relay;
  }

  @Bean
  RelayHealth relayHealthIndicator(OutboxRelay relay) {
    return new RelayHealth(relay);
  }
}
