package dev.trilha.benchmark;

import java.time.Duration;

/**
 * How long everything takes.
 *
 * @param rounds of interleaved loads
 * @param warmUp at most, of the service
 * @param othersWarmUp at most, of each of the others
 * @param warmUpSlice after which is looked whether a service still becomes faster
 * @param ticks a round's load of single ticks on the service
 * @param others a round's load of each of the others
 * @param roadRounds of the whole road
 * @param road each load on the road
 * @param growthPairs ticks on a long and on a short enrollment
 * @param memory whether enrollments are cached by the hundred thousand to weigh them
 * @param atMost when everything is ended, wherever it stands
 */
record Plan(
    String name,
    int rounds,
    Duration warmUp,
    Duration othersWarmUp,
    Duration warmUpSlice,
    Duration ticks,
    Duration others,
    int roadRounds,
    Duration road,
    int growthPairs,
    boolean memory,
    Duration atMost) {
  static final Plan QUICK =
      new Plan(
          "quick",
          3,
          Duration.ofSeconds(12),
          Duration.ofSeconds(4),
          Duration.ofSeconds(4),
          Duration.ofSeconds(3),
          Duration.ofSeconds(2),
          1,
          Duration.ofSeconds(5),
          60,
          false,
          Duration.ofMinutes(10));

  static final Plan FULL =
      new Plan(
          "full",
          5,
          Duration.ofMinutes(4),
          Duration.ofMinutes(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(6),
          3,
          Duration.ofSeconds(15),
          300,
          true,
          Duration.ofMinutes(60));
}
