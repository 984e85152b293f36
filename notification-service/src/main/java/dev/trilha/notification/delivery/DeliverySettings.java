package dev.trilha.notification.delivery;

import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages are sent. With the defaults a channel that is away is tried for about an hour and
 * three quarters.
 *
 * @param attempts after so many a delivery is parked
 * @param firstPause after the first failed attempt; doubled after each
 * @param longestPause between two attempts, and the most that a {@code Retry-After} is honoured for
 * @param channelPause between two messages to one channel
 * @param lease how long a channel belongs to the replica that is sending to it, should that replica
 *     die
 * @param concurrency channels that are sent to at the same time
 * @param poll how often to look for something to send
 * @param timeZone where dates are told
 */
@ConfigurationProperties("trilha.delivery")
public record DeliverySettings(
    @DefaultValue("20") int attempts,
    @DefaultValue("1s") Duration firstPause,
    @DefaultValue("10m") Duration longestPause,
    @DefaultValue("1s") Duration channelPause,
    @DefaultValue("30s") Duration lease,
    @DefaultValue("8") int concurrency,
    @DefaultValue("500ms") Duration poll,
    @DefaultValue("America/Sao_Paulo") ZoneId timeZone) {
  public DeliverySettings {
    if (attempts < 1 || attempts > 100) {
      throw new IllegalArgumentException(
          "trilha.delivery.attempts is between 1 and 100, not " + attempts);
    }
    if (concurrency < 1 || concurrency > 64) {
      throw new IllegalArgumentException(
          "trilha.delivery.concurrency is between 1 and 64, not " + concurrency);
    }
    if (!firstPause.isPositive() || longestPause.compareTo(firstPause) < 0) {
      throw new IllegalArgumentException(
          "trilha.delivery.longest-pause is at least first-pause, and that more than 0");
    }
    if (channelPause.isNegative() || !poll.isPositive()) {
      throw new IllegalArgumentException(
          "trilha.delivery.channel-pause is not negative, and poll more than 0");
    }
  }
}
