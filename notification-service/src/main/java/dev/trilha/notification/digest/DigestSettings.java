package dev.trilha.notification.digest;

import java.time.Duration;
import java.time.LocalTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The weekly digest.
 *
 * @param hour on Monday, by the team's clock: 0 to 23
 * @param lateFor how much later it is still told, when the service was away
 * @param stuckAfter who completed nothing for so long could use a hand
 * @param every how often to look whether it is time
 */
@ConfigurationProperties("trilha.digest")
public record DigestSettings(
    @DefaultValue("9") int hour,
    @DefaultValue("2d") Duration lateFor,
    @DefaultValue("14d") Duration stuckAfter,
    @DefaultValue("30s") Duration every) {
  private static final Duration A_WEEK = Duration.ofDays(7);

  public DigestSettings {
    if (!lateFor.isPositive() || lateFor.compareTo(A_WEEK) >= 0) {
      throw new IllegalArgumentException(
          "trilha.digest.late-for is more than 0 and less than a week, not " + lateFor);
    }
    if (hour < 0 || hour > 23) {
      throw new IllegalArgumentException("trilha.digest.hour is between 0 and 23, not " + hour);
    }
    if (!stuckAfter.isPositive() || !every.isPositive()) {
      throw new IllegalArgumentException(
          "trilha.digest.stuck-after and every are more than nothing");
    }
  }

  LocalTime at() {
    return LocalTime.of(hour, 0);
  }
}
