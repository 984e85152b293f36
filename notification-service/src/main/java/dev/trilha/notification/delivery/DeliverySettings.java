package dev.trilha.notification.delivery;

import dev.trilha.notification.slack.Editor;
import java.time.Duration;
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
 * @param concurrency channels that are sent to at the same time; those that hang count, until their
 *     attempt is over
 * @param poll how often to look for something to send
 * @param gather how long the first of several waits for the others, so that a burst is one message
 * @param together how many are told in one message
 * @param backlog how many may wait at one channel; more are parked at once
 * @param keptFor how long what ended is shown
 */
@ConfigurationProperties("trilha.delivery")
public record DeliverySettings(
    @DefaultValue("20") int attempts,
    @DefaultValue("1s") Duration firstPause,
    @DefaultValue("10m") Duration longestPause,
    @DefaultValue("1s") Duration channelPause,
    @DefaultValue("30s") Duration lease,
    @DefaultValue("64") int concurrency,
    @DefaultValue("500ms") Duration poll,
    @DefaultValue("1s") Duration gather,
    @DefaultValue("40") int together,
    @DefaultValue("20000") int backlog,
    @DefaultValue("90d") Duration keptFor) {
  public DeliverySettings {
    if (attempts < 1 || attempts > 100) {
      throw new IllegalArgumentException(
          "trilha.delivery.attempts is between 1 and 100, not " + attempts);
    }
    if (concurrency < 1 || concurrency > 1024) {
      throw new IllegalArgumentException(
          "trilha.delivery.concurrency is between 1 and 1024, not " + concurrency);
    }
    if (!firstPause.isPositive() || longestPause.compareTo(firstPause) < 0) {
      throw new IllegalArgumentException(
          "trilha.delivery.longest-pause is at least first-pause, and that more than 0");
    }
    if (together < 1 || together > Editor.MOST_NEWS) {
      throw new IllegalArgumentException(
          "trilha.delivery.together is between 1 and " + Editor.MOST_NEWS + ", not " + together);
    }
    if (backlog < together || !keptFor.isPositive() || gather.isNegative()) {
      throw new IllegalArgumentException(
          "trilha.delivery.backlog is at least together, kept-for more than 0, and gather not"
              + " negative");
    }
    if (channelPause.isNegative() || !poll.isPositive()) {
      throw new IllegalArgumentException(
          "trilha.delivery.channel-pause is not negative, and poll more than 0");
    }
  }
}
