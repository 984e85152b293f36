package dev.trilha.query.notice;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How replicas tell each other what was projected.
 *
 * @param keep how many notices stay, for those who come back
 * @param trimEvery how often older ones are deleted
 * @param look how long the listener waits for a notification before it looks by itself
 * @param firstRetry the pause after the connection was lost; it doubles with each further failure
 * @param longestRetry the longest pause between two attempts to connect
 */
@ConfigurationProperties("trilha.notice")
record NoticeSettings(
    @DefaultValue("20000") int keep,
    @DefaultValue("10s") Duration trimEvery,
    @DefaultValue("500ms") Duration look,
    @DefaultValue("100ms") Duration firstRetry,
    @DefaultValue("5s") Duration longestRetry) {
  NoticeSettings {
    between("keep", keep, 1, 1_000_000);
    between("trim-every in ms", trimEvery.toMillis(), 100, 600_000);
    between("look in ms", look.toMillis(), 10, 10_000);
    between("first-retry in ms", firstRetry.toMillis(), 1, 60_000);
    between("longest-retry in ms", longestRetry.toMillis(), firstRetry.toMillis(), 60_000);
  }

  private static void between(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "trilha.notice.%s must be between %d and %d, not %d".formatted(what, least, most, value));
    }
  }
}
