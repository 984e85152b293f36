package dev.trilha.query.inbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the topics are read.
 *
 * @param group the consumer group: all replicas of one deployment share it
 * @param consumers how many threads read, each its own partitions
 * @param maxPollRecords the most records written in one transaction
 * @param pollTimeout how long one poll waits for records
 * @param lookInterval how often the ends of the partitions are looked at, for the lag and for
 *     {@code asOf}
 * @param kafkaTimeout how long Kafka may take to answer such a look
 * @param topicCheck how often is looked whether the topics are still those that were read
 * @param firstRetry the pause after the first failure; it doubles with each further one
 * @param longestRetry the longest pause between two attempts
 * @param parkedValueLimit how much of an unreadable record's value is kept for people to look at
 * @param mostParked how many records may be parked; past it reading stands still, and nothing is
 *     lost
 * @param releaseTime how long one retry of parked records may go on; what is left then stays parked
 */
@ConfigurationProperties("trilha.inbox")
public record InboxSettings(
    @DefaultValue("trilha-query") String group,
    @DefaultValue("1") int consumers,
    @DefaultValue("2000") int maxPollRecords,
    @DefaultValue("1s") Duration pollTimeout,
    @DefaultValue("1s") Duration lookInterval,
    @DefaultValue("2s") Duration kafkaTimeout,
    @DefaultValue("10s") Duration topicCheck,
    @DefaultValue("100ms") Duration firstRetry,
    @DefaultValue("5s") Duration longestRetry,
    @DefaultValue("16KB") DataSize parkedValueLimit,
    @DefaultValue("50000") int mostParked,
    @DefaultValue("20s") Duration releaseTime) {
  public InboxSettings {
    if (group.isBlank()) {
      throw new IllegalArgumentException("trilha.inbox.group must not be blank");
    }
    between("consumers", consumers, 1, 64);
    between("max-poll-records", maxPollRecords, 1, 100_000);
    between("poll-timeout in ms", pollTimeout.toMillis(), 10, 10_000);
    between("look-interval in ms", lookInterval.toMillis(), 50, 60_000);
    between("kafka-timeout in ms", kafkaTimeout.toMillis(), 100, 60_000);
    between("topic-check in ms", topicCheck.toMillis(), 50, 3_600_000);
    between("first-retry in ms", firstRetry.toMillis(), 1, 60_000);
    between("longest-retry in ms", longestRetry.toMillis(), firstRetry.toMillis(), 60_000);
    between("parked-value-limit in bytes", parkedValueLimit.toBytes(), 0, 1 << 20);
    between("most-parked", mostParked, 1, 10_000_000);
    between("release-time in ms", releaseTime.toMillis(), 100, 60_000);
  }

  private static void between(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "trilha.inbox.%s must be between %d and %d, not %d".formatted(what, least, most, value));
    }
  }
}
