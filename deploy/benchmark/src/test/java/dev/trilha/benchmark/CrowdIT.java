package dev.trilha.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.embedded.Database;
import dev.trilha.embedded.PostgresServer;
import dev.trilha.embedded.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On the tables that query-service makes. */
class CrowdIT {
  private static final Path MIGRATIONS =
      Path.of("../../query-service/src/main/resources/db/migration");

  @Test
  void everyLearnerOfTheCrowdStandsSomewhere() throws IOException, SQLException {
    try (PostgresServer postgres = PostgresServer.start(PostgresSettings.temporary())) {
      Database reads = postgres.createDatabase("reads");
      try (Connection connection = reads.connect();
          var files = Files.list(MIGRATIONS);
          var statement = connection.createStatement()) {
        List<Path> inOrder = files.sorted(Comparator.comparingInt(CrowdIT::version)).toList();
        connection.setAutoCommit(false);
        for (Path file : inOrder) {
          statement.execute(Files.readString(file));
          connection.commit();
        }
      }

      Crowd.fill(reads, 51_000);

      try (Connection connection = reads.connect();
          var counts =
              connection
                  .createStatement()
                  .executeQuery(
                      """
                      select count(*), count(*) filter (where done + skipped > total or done < 0),
                        (select sum(learners) from standing_count where measure = 'leaves' and roadmap_id = 'crowd'),
                        max(learner_id) filter (where learner_id = 'crowd-51000')
                      from enrollment
                      """)) {
        counts.next();
        assertThat(counts.getLong(1)).isEqualTo(51_000);
        assertThat(counts.getLong(2)).as("impossible ones").isZero();
        assertThat(counts.getLong(3)).as("counted").isEqualTo(51_000);
        assertThat(counts.getString(4)).isEqualTo(Crowd.learner(51_000));
      }
    }
  }

  private static int version(Path migration) {
    return Integer.parseInt(migration.getFileName().toString().replaceFirst("V(\\d+)__.*", "$1"));
  }
}
