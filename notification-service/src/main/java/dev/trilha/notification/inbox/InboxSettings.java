package dev.trilha.notification.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Kafka is read.
 *
 * @param groupId the replicas of this service share the partitions under this name; offsets are not
 *     kept under it
 * @param batch at most so many records in one transaction
 * @param longestPause between two tries while PostgreSQL or Kafka is away
 */
@ConfigurationProperties("trilha.inbox")
public record InboxSettings(
    @DefaultValue("trilha-notification") String groupId,
    @DefaultValue("200") int batch,
    @DefaultValue("5s") Duration longestPause) {
  public InboxSettings {
    if (batch < 1 || batch > 10_000) {
      throw new IllegalArgumentException("trilha.inbox.batch is between 1 and 10000, not " + batch);
    }
    if (!longestPause.isPositive() || longestPause.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "trilha.inbox.longest-pause is at most a minute, not " + longestPause);
    }
  }
}
