package dev.trilha.notification.webhook;

import dev.trilha.notification.outgoing.Outgoing;
import dev.trilha.notification.slack.SlackSettings;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookSettings.class)
class WebhookConfiguration {
  /** In as much time as Slack has. */
  @Bean
  Outgoing toWebhooks(WebhookSettings settings, SlackSettings slack) {
    return new Outgoing(settings.allowed(), slack.connectTimeout(), slack.longestAttempt(), 0);
  }

  @Bean
  WebhookClient webhookClient(Outgoing toWebhooks, Clock clock) {
    return new WebhookClient(toWebhooks, clock);
  }
}
