package dev.trilha.command.outbox;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Of every replica, those included that do not relay. */
@Configuration(proxyBeanMethods = false)
class RepublishConfiguration {
  @Bean
  Republishing republishing(JdbcClient jdbc, Clock clock) {
    return new Republishing(jdbc, clock);
  }
}
