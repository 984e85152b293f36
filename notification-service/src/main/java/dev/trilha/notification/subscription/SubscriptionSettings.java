package dev.trilha.notification.subscription;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How subscriptions are taken.
 *
 * @param teamWait how long a subscription waits for its team to arrive from Kafka before the team
 *     counts as unknown
 * @param timeZone of teams that name none
 */
@ConfigurationProperties("trilha.subscription")
public record SubscriptionSettings(
    @DefaultValue("2s") Duration teamWait, @DefaultValue("America/Sao_Paulo") ZoneId timeZone) {
  public SubscriptionSettings {
    if (teamWait.isNegative() || teamWait.compareTo(Duration.ofSeconds(10)) > 0) {
      throw new IllegalArgumentException(
          "trilha.subscription.team-wait is between 0s and 10s, not " + teamWait);
    }
  }
}
