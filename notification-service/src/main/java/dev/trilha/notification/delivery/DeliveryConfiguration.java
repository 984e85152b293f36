package dev.trilha.notification.delivery;

import dev.trilha.notification.learner.Learners;
import dev.trilha.notification.slack.LinkSettings;
import dev.trilha.notification.slack.SlackClient;
import dev.trilha.notification.slack.SlackSettings;
import dev.trilha.notification.subscription.Subscriptions;
import dev.trilha.notification.subscription.WebhookSubscriptions;
import dev.trilha.notification.transaction.Transactions;
import dev.trilha.notification.webhook.WebhookClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliverySettings.class)
class DeliveryConfiguration {
  private static final Duration TO_STORE_THE_ANSWER = Duration.ofSeconds(2);
  private static final Duration LOOK_FOR_THE_OLD = Duration.ofMinutes(10);

  /** Rows of one transaction of those that clean up. */
  private static final int AT_ONCE = 100;

  @Bean
  Deliveries deliveries(
      JdbcClient jdbc,
      List<DeliveryListener> listeners,
      MeterRegistry registry,
      DeliverySettings settings) {
    return new Deliveries(jdbc, listeners, new DeliveryMetrics(registry), settings.backlog());
  }

  @Bean
  Attempts attempts(JdbcClient jdbc) {
    return new Attempts(jdbc);
  }

  @Bean
  Channels channels(JdbcClient jdbc, DeliverySettings settings) {
    return new Channels(jdbc, settings);
  }

  @Bean
  SlackCarrier slackCarrier(
      Subscriptions subscriptions, Learners learners, SlackClient slack, LinkSettings links) {
    return new SlackCarrier(subscriptions, learners, slack, links);
  }

  @Bean
  WebhookCarrier webhookCarrier(WebhookSubscriptions webhooks, WebhookClient client) {
    return new WebhookCarrier(webhooks, client);
  }

  @Bean
  Dispatcher dispatcher(
      Transactions transactions,
      Channels channels,
      Deliveries deliveries,
      Attempts attempts,
      List<Carrier> carriers,
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
        new Courier(transactions, channels, deliveries, attempts, carriers, settings, backOff);
    return new Dispatcher(courier, settings, longestAttempt);
  }

  @Bean
  Periodic parkingOfWhatIsPaused(
      Transactions transactions, Deliveries deliveries, DeliverySettings settings) {
    return new Periodic(
        "parking of what is paused",
        settings.poll(),
        () -> untilFewer(transactions, () -> deliveries.parkPaused(AT_ONCE)));
  }

  @Bean
  Periodic forgettingOfOldDeliveries(
      Transactions transactions, Deliveries deliveries, DeliverySettings settings) {
    return new Periodic(
        "forgetting of old deliveries",
        LOOK_FOR_THE_OLD,
        () -> untilFewer(transactions, () -> deliveries.forget(settings.keptFor(), AT_ONCE)));
  }

  private static void untilFewer(Transactions transactions, IntSupplier some) {
    int done;
    do {
      done = transactions.call(some::getAsInt);
    } while (done == AT_ONCE);
  }
}
