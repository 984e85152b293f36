package dev.trilha.query.generation;

import dev.trilha.query.generation.Comparison.Difference;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What became of every rebuild, for every replica to see. */
class RebuildLog {
  private final JdbcClient jdbc;
  private final Clock clock;

  RebuildLog(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * One rebuild.
   *
   * @param purpose switch or verify
   * @param state filling, switching, comparing, done, cancelled or failed
   * @param percent of the records that the served generation has; absent while that is not known
   * @param secondsLeft at the present speed; absent when nothing is known of it
   * @param compared how many hashes were compared
   * @param different how many learners, teams and roadmaps differ
   * @param cause why it failed
   */
  record Run(
      long id,
      String purpose,
      String generation,
      String state,
      long recordsWritten,
      long recordsTotal,
      @Nullable Integer percent,
      double recordsPerSecond,
      @Nullable Long secondsLeft,
      Instant startedAt,
      Instant changedAt,
      @Nullable Long compared,
      @Nullable Long different,
      @Nullable String cause) {
    boolean isUnderWay() {
      return List.of("filling", "switching", "comparing").contains(state);
    }
  }

  /** The generation is named after the number of its rebuild. */
  Run begin(String purpose) {
    long id =
        jdbc.sql(
                """
                INSERT INTO service.rebuild (purpose, generation, state, started_at, changed_at)
                VALUES (?, '', 'filling', ?::timestamptz, ?::timestamptz) RETURNING id
                """)
            .params(purpose, now(), now())
            .query(Long.class)
            .single();
    jdbc.sql("UPDATE service.rebuild SET generation = 'generation_' || id WHERE id = ?")
        .param(id)
        .update();
    return newest().orElseThrow();
  }

  /**
   * @return false when it is to be given up
   */
  boolean progressed(long id, long written, long total, double perSecond) {
    return !jdbc.sql(
            """
            UPDATE service.rebuild SET records_written = ?, records_total = ?, records_per_second = ?,
              changed_at = ?::timestamptz
            WHERE id = ? RETURNING cancel
            """)
        .params(written, total, perSecond, now(), id)
        .query(Boolean.class)
        .single();
  }

  void moved(long id, String state, @Nullable String cause) {
    jdbc.sql(
            """
            UPDATE service.rebuild SET state = ?, cause = ?, changed_at = ?::timestamptz
            WHERE id = ?
            """)
        .param(state)
        .param(cause)
        .param(now())
        .param(id)
        .update();
  }

  /** Those that were under way where nothing is any more. */
  void giveUp() {
    jdbc.sql(
            """
            UPDATE service.rebuild SET state = 'failed', cause = 'the replica that did it has gone',
              changed_at = ?::timestamptz
            WHERE state IN ('filling', 'switching', 'comparing')
            """)
        .param(now())
        .update();
  }

  /** Asks whoever does it to give up. */
  boolean cancel() {
    return jdbc.sql("UPDATE service.rebuild SET cancel = true WHERE state = 'filling'").update()
        > 0;
  }

  void compared(long id, Comparison.Result result, int mostRows) {
    List<Difference> rows = result.rows().stream().limit(mostRows).toList();
    for (int i = 0; i < rows.size(); i++) {
      Difference row = rows.get(i);
      jdbc.sql("INSERT INTO service.difference VALUES (?, ?, ?, ?, ?, ?)")
          .params(id, i, row.table(), row.subject(), row.side(), row.content())
          .update();
    }
    jdbc.sql("UPDATE service.rebuild SET compared = ?, different = ? WHERE id = ?")
        .params(result.compared(), result.different(), id)
        .update();
  }

  Optional<Run> newest() {
    return jdbc.sql("SELECT * FROM service.rebuild ORDER BY id DESC LIMIT 1")
        .query((row, _) -> {
          long written = row.getLong("records_written");
          long total = row.getLong("records_total");
          double speed = row.getDouble("records_per_second");
          return new Run(
              row.getLong("id"),
              row.getString("purpose"),
              row.getString("generation"),
              row.getString("state"),
              written,
              total,
              total == 0 ? null : Math.clamp(100 * written / total, 0, 100),
              Math.round(speed * 10) / 10.0,
              speed <= 0 ? null : Math.round(Math.max(0, total - written) / speed),
              row.getTimestamp("started_at").toInstant(),
              row.getTimestamp("changed_at").toInstant(),
              (Long) row.getObject("compared"),
              (Long) row.getObject("different"),
              row.getString("cause"));
        })
        .optional();
  }

  List<Difference> differences(long id) {
    return jdbc.sql(
            """
            SELECT table_name, subject, side, content FROM service.difference WHERE rebuild_id = ? ORDER BY place
            """)
        .param(id)
        .query((row, _) ->
            new Difference(
                row.getString("table_name"),
                row.getString("subject"),
                row.getString("side"),
                row.getString("content")))
        .list();
  }

  /** Of old rebuilds nothing is kept but the newest few. */
  void trim(int keep) {
    jdbc.sql(
            """
            DELETE FROM service.rebuild WHERE id <= (SELECT max(id) FROM service.rebuild) - ?
            """)
        .param(keep)
        .update();
  }

  private String now() {
    return clock.instant().toString();
  }
}
