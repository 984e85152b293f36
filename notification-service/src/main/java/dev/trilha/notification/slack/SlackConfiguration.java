package dev.trilha.notification.slack;

import dev.trilha.notification.outgoing.AllowedHosts;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SlackSettings.class, LinkSettings.class})
class SlackConfiguration {
  @Bean
  SlackClient slackClient(SlackSettings settings, Clock clock) {
    return new SlackClient(settings, clock);
  }

  @Bean
  AllowedHosts allowedHosts(SlackSettings settings) {
    return settings.allowed();
  }
}
