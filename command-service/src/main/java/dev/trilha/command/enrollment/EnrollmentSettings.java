package dev.trilha.command.enrollment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param oldestTick how far back a tick may be dated
 * @param largestBatch ticks in one request
 * @param cached how many enrollments are kept in memory
 * @param upgradeEvery how often is looked for enrollments that a publisher wants on another version
 * @param snapshotEvery after how many events the state of an enrollment is stored, so that no more
 *     than about as many again are read
 */
@ConfigurationProperties("trilha.enrollment")
public record EnrollmentSettings(
    @DefaultValue("366d") Duration oldestTick,
    @DefaultValue("1000") int largestBatch,
    @DefaultValue("100000") int cached,
    @DefaultValue("2s") Duration upgradeEvery,
    @DefaultValue("500") int snapshotEvery) {

  public EnrollmentSettings {
    if (oldestTick.isNegative()) {
      throw new IllegalArgumentException("trilha.enrollment.oldest-tick is not negative");
    }
    if (largestBatch < 1) {
      throw new IllegalArgumentException("trilha.enrollment.largest-batch is at least 1");
    }
    if (!upgradeEvery.isPositive()) {
      throw new IllegalArgumentException("trilha.enrollment.upgrade-every is positive");
    }
    if (snapshotEvery < 1) {
      throw new IllegalArgumentException("trilha.enrollment.snapshot-every is at least 1");
    }
    if (cached < 1) {
      throw new IllegalArgumentException("trilha.enrollment.cached is at least 1");
    }
  }
}
