package dev.trilha.benchmark.report;

import java.util.List;

/**
 * What a figure is to reach.
 *
 * @param what in words
 * @param figure its name
 * @param least the worst that will do
 * @param aim what is aimed at; below the least where less is better
 */
public record Goal(String what, String figure, double least, double aim) {
  /** All goals, in the order of the report. */
  public static final List<Goal> ALL =
      List.of(
          new Goal("ticks/s against the stock Axon JDBC engine", "ticks_per_stock_tick", 8, 15),
          new Goal("ticks/s against single-row commits", "ticks_per_pgbench_commit", 0.6, 1),
          new Goal(
              "batch ticks/s against rows of 100-row commits",
              "batch_ticks_per_pgbench_batch_row",
              0.25,
              0.5),
          new Goal(
              "ticks/s acknowledged and projected, whole road", "road_ticks_per_s", 6_000, 12_000),
          new Goal(
              "projection behind the acknowledgement at that rate, p99 ms",
              "road_lag_ms_p99",
              1_000,
              100),
          new Goal(
              "a backlog relayed to Kafka, events/s",
              "relay_catch_up_events_per_s",
              20_000,
              50_000),
          new Goal("answer at half that rate, p99 ms", "answer_ms_p99", 20, 5),
          new Goal("tick to visible at half that rate, p99 ms", "road_half_lag_ms_p99", 500, 50),
          new Goal("rebuild from Kafka, events/s", "rebuild_events_per_s", 30_000, 100_000),
          new Goal("rebuild against an upsert per row", "rebuild_per_row_by_row", 5, 10),
          new Goal("a tick on event 10 000 against event 10", "growth_ratio", 1.2, 1.05),
          new Goal(
              "a roadmap of 20 000 nodes published, ms", "import_20000_nodes_ms", 2_000, 1_000),
          new Goal("live heap at 200 000 cached enrollments, MiB", "heap_mb_200k", 512, 256),
          new Goal("progress of one learner, answers/s", "progress_reads_per_s", 4_000, 10_000),
          new Goal("the same at half that rate, p99 ms", "progress_read_ms_p99", 10, 3),
          new Goal("board of a team of 50, p99 ms", "team_board_read_ms_p99", 15, 5),
          new Goal("rank among everybody on a roadmap, p99 ms", "rank_read_ms_p99", 20, 2));

  enum Verdict {
    AIM("aim reached"),
    LEAST("reached"),
    MISSED("missed");

    private final String words;

    Verdict(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  Verdict verdict(double value) {
    double sign = aim < least ? -1 : 1;
    if (sign * value >= sign * aim) {
      return Verdict.AIM;
    }
    return sign * value >= sign * least ? Verdict.LEAST : Verdict.MISSED;
  }
}
