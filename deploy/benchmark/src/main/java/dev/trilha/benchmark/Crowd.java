package dev.trilha.benchmark;

import dev.trilha.benchmark.machine.BenchmarkFailed;
import dev.trilha.embedded.Database;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Many learners on one roadmap. Their rows are put into the read database as its projection leaves
 * them, and counted by its own triggers: to tick for each of them would take the night.
 */
final class Crowd {
  static final String ROADMAP = "crowd";

  private static final int LEARNERS_A_COMMIT = 50_000;

  /** Most have done little, a few nearly everything; some skipped an item. */
  private static final String FILL =
      """
      insert into enrollment (learner_id, roadmap_id, roadmap_version, sequence, done, skipped, total, newest_at)
      select 'crowd-' || n, '%s', 1, 300, n %% 17 * (n %% 19), n %% 5 / 4, 300, now()
      from generate_series(?::int, ?::int) n
      """
          .formatted(ROADMAP);

  private Crowd() {}

  /** The learner of a number from 1. */
  static String learner(int number) {
    return "crowd-" + number;
  }

  static void fill(Database reads, int learners) {
    try (Connection connection = reads.connect();
        var insert = connection.prepareStatement(FILL);
        var analyze = connection.createStatement()) {
      for (int first = 1; first <= learners; first += LEARNERS_A_COMMIT) {
        insert.setInt(1, first);
        insert.setInt(2, Math.min(learners, first + LEARNERS_A_COMMIT - 1));
        insert.executeUpdate();
      }
      // As autovacuum would a minute later.
      analyze.execute("vacuum analyze enrollment, standing_count");
    } catch (SQLException e) {
      throw new BenchmarkFailed("the crowd cannot be put into its place: " + e.getMessage(), e);
    }
  }
}
