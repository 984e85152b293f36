package dev.trilha.notification.delivery;

import dev.trilha.notification.learner.Learners;
import dev.trilha.notification.slack.LinkSettings;
import dev.trilha.notification.slack.SlackClient;
import dev.trilha.notification.slack.SlackSettings;
import dev.trilha.notification.subscription.Subscriptions;
import dev.trilha.notification.transaction.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliverySettings.class)
class DeliveryConfiguration {
  private static final Duration TO_STORE_THE_ANSWER = Duration.ofSeconds(2);

  @Bean
  Deliveries deliveries(JdbcClient jdbc, List<DeliveryListener> listeners, MeterRegistry registry) {
    return new Deliveries(jdbc, listeners, new DeliveryMetrics(registry));
  }

  @Bean
  Dispatcher dispatcher(
      Transactions transactions,
      JdbcClient jdbc,
      Deliveries deliveries,
      Subscriptions subscriptions,
      Learners learners,
      SlackClient slack,
      LinkSettings links,
      SlackSettings slackSettings,
      DeliverySettings settings) {
    Duration longestAttempt = slackSettings.longestAttempt().plus(TO_STORE_THE_ANSWER);
    if (settings.lease().compareTo(longestAttempt) <= 0) {
      throw new IllegalArgumentException(
          "trilha.delivery.lease is longer than an attempt can take (%s), not %s"
              .formatted(longestAttempt, settings.lease()));
    }
    var backOff =
        new BackOff(
            settings.firstPause(),
            settings.longestPause(),
            () -> ThreadLocalRandom.current().nextDouble());
    var courier =
        new Courier(
            transactions,
            new Channels(jdbc),
            deliveries,
            subscriptions,
            learners,
            slack,
            links,
            settings,
            backOff);
    return new Dispatcher(courier, settings, longestAttempt);
  }
}
