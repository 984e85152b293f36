package dev.trilha.query.progress;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How reads wait for a version.
 *
 * @param maxWaiting how many requests may wait at a time; further ones get 503
 * @param longestWait what a longer {@code Prefer: wait} is cut to
 * @param recheck how often a waiting request looks at the database by itself, should notices not be
 *     heard
 */
@ConfigurationProperties("trilha.progress")
public record ProgressSettings(
    @DefaultValue("1000") int maxWaiting,
    @DefaultValue("30s") Duration longestWait,
    @DefaultValue("2s") Duration recheck) {
  public ProgressSettings {
    if (maxWaiting < 0 || maxWaiting > 100_000) {
      throw new IllegalArgumentException(
          "trilha.progress.max-waiting must be between 0 and 100000, not " + maxWaiting);
    }
    if (longestWait.isNegative() || longestWait.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException(
          "trilha.progress.longest-wait must be between 0 and 5 minutes, not " + longestWait);
    }
    if (recheck.toMillis() < 10 || recheck.compareTo(Duration.ofSeconds(30)) > 0) {
      throw new IllegalArgumentException(
          "trilha.progress.recheck must be between 10 ms and 30 s, not " + recheck);
    }
  }
}
