package dev.trilha.notification.digest;

import dev.trilha.notification.delivery.Deliveries;
import dev.trilha.notification.delivery.Periodic;
import dev.trilha.notification.subscription.SubscriptionSettings;
import dev.trilha.notification.team.Teams;
import dev.trilha.notification.transaction.Transactions;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DigestSettings.class)
class DigestConfiguration {
  @Bean
  Consents consents(JdbcClient jdbc, Clock clock) {
    return new Consents(jdbc, clock);
  }

  @Bean
  Digests digests(
      JdbcClient jdbc,
      Transactions transactions,
      Deliveries deliveries,
      Teams teams,
      DigestSettings settings,
      SubscriptionSettings subscriptions,
      Clock clock) {
    return new Digests(
        jdbc,
        transactions,
        deliveries,
        new DigestFacts(jdbc, teams, settings.stuckAfter()),
        settings,
        subscriptions.timeZone(),
        clock);
  }

  @Bean
  Periodic planningOfDigests(Digests digests, DigestSettings settings) {
    return new Periodic("planning of digests", settings.every(), digests::planWhatIsDue);
  }
}
