package dev.trilha.notification.tier;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When what was finished is celebrated: a learner's tier or roadmap, a whole team's tier.
 *
 * @param grace between the tick and the message; what is reopened meanwhile is not celebrated
 * @param repeatWindow what is finished again so soon after its last celebration is not celebrated
 *     again
 * @param newsFor a tick that was stored longer ago is no news, for instance when Kafka is filled
 *     again from the event store
 */
@ConfigurationProperties("trilha.celebration")
public record CelebrationSettings(
    @DefaultValue("10s") Duration grace,
    @DefaultValue("24h") Duration repeatWindow,
    @DefaultValue("7d") Duration newsFor) {
  public CelebrationSettings {
    if (grace.isNegative() || repeatWindow.isNegative() || !newsFor.isPositive()) {
      throw new IllegalArgumentException(
          "trilha.celebration.grace and repeat-window are not negative, and news-for is more than"
              + " 0");
    }
  }
}
