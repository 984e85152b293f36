package dev.trilha.notification.subscription;

import dev.trilha.notification.slack.SlackSettings;
import dev.trilha.notification.transaction.Transactions;
import dev.trilha.notification.webhook.WebhookSettings;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SubscriptionSettings.class)
class SubscriptionConfiguration {
  @Bean
  SecretBox secretBox(SlackSettings settings) {
    return SecretBox.withKey(settings.secretKey());
  }

  @Bean
  Subscriptions subscriptions(
      JdbcClient jdbc,
      Transactions transactions,
      SecretBox secrets,
      SubscriptionSettings settings,
      List<SubscriptionListener> listeners) {
    return new Subscriptions(jdbc, transactions, secrets, settings, listeners);
  }

  @Bean
  WebhookSubscriptions webhookSubscriptions(
      JdbcClient jdbc,
      Transactions transactions,
      SecretBox secrets,
      SubscriptionSettings settings,
      WebhookSettings webhooks,
      List<SubscriptionListener> listeners) {
    return new WebhookSubscriptions(
        jdbc, transactions, secrets, settings.timeZone(), webhooks.mostPerTeam(), listeners);
  }

  @Bean
  Audience audience(Subscriptions subscriptions, WebhookSubscriptions webhooks) {
    return new Audience(subscriptions, webhooks);
  }
}
