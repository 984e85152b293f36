package dev.trilha.query.generation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a new generation is filled and takes over.
 *
 * @param consumers how many threads fill it, each its own partitions
 * @param maxPollRecords the most records written in one transaction
 * @param lastStretch how long those who write to the served generation may be held up while the new
 *     one catches up with it for the last time
 * @param attempts how often that is tried
 * @param grace how long the tables stay that are no longer served, for requests that still read
 *     them
 * @param refresh how often a replica asks which generation is served
 * @param mostSubjects of how many learners that differ the rows are listed, for each table
 * @param mostDifferences how many such rows are kept
 */
@ConfigurationProperties("trilha.rebuild")
public record RebuildSettings(
    @DefaultValue("2") int consumers,
    @DefaultValue("5000") int maxPollRecords,
    @DefaultValue("3s") Duration lastStretch,
    @DefaultValue("20") int attempts,
    @DefaultValue("60s") Duration grace,
    @DefaultValue("1s") Duration refresh,
    @DefaultValue("20") int mostSubjects,
    @DefaultValue("500") int mostDifferences) {
  public RebuildSettings {
    between("consumers", consumers, 1, 64);
    between("max-poll-records", maxPollRecords, 1, 100_000);
    between("last-stretch in ms", lastStretch.toMillis(), 100, 60_000);
    between("attempts", attempts, 1, 1_000);
    between("grace in ms", grace.toMillis(), 100, 3_600_000);
    between("refresh in ms", refresh.toMillis(), 10, 10_000);
    between("most-subjects", mostSubjects, 1, 1_000);
    between("most-differences", mostDifferences, 1, 10_000);
  }

  private static void between(String what, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "trilha.rebuild.%s must be between %d and %d, not %d"
              .formatted(what, least, most, value));
    }
  }
}
