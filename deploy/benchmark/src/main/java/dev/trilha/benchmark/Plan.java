package dev.trilha.benchmark;

import java.time.Duration;

/**
 * How long everything takes.
 *
 * @param rounds of interleaved loads; 0: none of them
 * @param warmUp at most, of the service
 * @param othersWarmUp at most, of each of the others
 * @param warmUpSlice after which is looked whether a service still becomes faster
 * @param ticks a round's load of single ticks on the service
 * @param others a round's load of each of the others
 * @param roadRounds of the whole road; 0: the relay alone
 * @param road each load on the road
 * @param readRounds of what is asked of the read side; 0: nothing
 * @param reads each load of questions
 * @param crowd how many learners are on the roadmap of which ranks are asked
 * @param growthPairs ticks on a long and on a short enrollment
 * @param memory whether enrollments are cached by the hundred thousand to weigh them
 * @param backlog events that the relay finds when it comes back; 0: it stays
 * @param variants whether other ways to hand events on are measured, and the relay from the table
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
    int readRounds,
    Duration reads,
    int crowd,
    int growthPairs,
    boolean memory,
    int backlog,
    boolean variants,
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
          0,
          Duration.ZERO,
          0,
          60,
          false,
          0,
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
          3,
          Duration.ofSeconds(10),
          1_000_000,
          300,
          true,
          200_000,
          true,
          Duration.ofMinutes(60));

  /** The relay, and other ways to hand events on. */
  static final Plan RELAY =
      new Plan(
          "relay",
          0,
          Duration.ofSeconds(10),
          Duration.ZERO,
          Duration.ofSeconds(5),
          Duration.ZERO,
          Duration.ofSeconds(4),
          0,
          Duration.ZERO,
          0,
          Duration.ZERO,
          0,
          0,
          false,
          200_000,
          true,
          Duration.ofMinutes(10));

  /** What the read side answers, after one round of the road. */
  static final Plan READS =
      new Plan(
          "reads",
          0,
          Duration.ofSeconds(60),
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          Duration.ZERO,
          Duration.ZERO,
          1,
          Duration.ofSeconds(10),
          3,
          Duration.ofSeconds(10),
          1_000_000,
          0,
          false,
          0,
          false,
          Duration.ofMinutes(20));
}
