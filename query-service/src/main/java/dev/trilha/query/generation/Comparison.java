package dev.trilha.query.generation;

import static dev.trilha.query.generation.GenerationTables.quoted;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Compares two generations that stand at the same positions: by a hash over the rows of each
 * learner (team, roadmap) in each table, and row by row where two hashes differ.
 *
 * <p>Runs in the caller's transaction, of one snapshot, on a connection without a generation.
 */
class Comparison {
  /** About the way of reading, not about what was read. */
  private static final Set<String> NOT_COMPARED =
      Set.of("inbox_position", "parked_record", "flyway_schema_history");

  /**
   * When an item was done first, as everybody reads it: rows that are older than the column leave
   * it out where it is the moment they have anyway.
   */
  private static final String FIRST_DONE =
      "CASE WHEN status = 'done' THEN coalesce(first_done_at, at) ELSE first_done_at END AS"
          + " first_done_at";

  private final JdbcClient jdbc;
  private final int mostSubjects;

  /**
   * @param mostSubjects of how many differing learners (teams, roadmaps) of a table the rows are
   *     listed
   */
  Comparison(JdbcClient jdbc, int mostSubjects) {
    this.jdbc = jdbc;
    this.mostSubjects = mostSubjects;
  }

  /**
   * @param side in which of the two the row is: served or recomputed
   * @param content the row as PostgreSQL writes it
   */
  record Difference(String table, String subject, String side, String content) {}

  /**
   * @param compared how many hashes were compared: one for each learner (team, roadmap) and table
   * @param different how many learners, teams and roadmaps differ
   */
  record Result(long compared, long different, List<Difference> rows) {}

  /**
   * @param subject the column by which the rows are told apart: the learner, else the first of the
   *     primary key
   * @param columns that are compared, in order
   */
  private record Table(String name, String subject, String columns) {
    /** Its rows in a generation. */
    String in(String generation) {
      return "(SELECT %s FROM %s.%s) AS t".formatted(columns, quoted(generation), quoted(name));
    }
  }

  Result compare(String served, String recomputed) {
    long compared = 0;
    Set<String> different = new HashSet<>();
    List<Difference> rows = new ArrayList<>();
    for (Table table : tables(served)) {
      Hashes hashes = hashes(table, served, recomputed);
      compared += hashes.compared();
      hashes.differing().forEach(subject -> different.add(table.subject() + "/" + subject));
      if (!hashes.differing().isEmpty()) {
        rows.addAll(rows(table, served, recomputed, hashes.differing()));
      }
    }
    return new Result(compared, different.size(), rows);
  }

  /** Without those whose rows say who wrote them ("slot"): only their sums mean anything. */
  private List<Table> tables(String generation) {
    return jdbc
        .sql(
            """
            SELECT relname, coalesce(
              (SELECT attname FROM pg_attribute WHERE attrelid = c.oid AND attname = 'learner_id'),
              (SELECT attname FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
                WHERE i.indrelid = c.oid AND i.indisprimary)) AS subject,
              (SELECT string_agg(
                  CASE WHEN relname = 'item_state' AND attname = 'first_done_at' THEN ? ELSE quote_ident(attname) END,
                  ', ' ORDER BY attnum)
                FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) AS columns
            FROM pg_class AS c
            WHERE relnamespace = ?::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
              AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = c.oid AND attname = 'slot')
            ORDER BY relname
            """)
        .params(FIRST_DONE, quoted(generation))
        .query((row, _) ->
            new Table(row.getString("relname"), row.getString("subject"), row.getString("columns")))
        .list()
        .stream()
        .filter(table -> !NOT_COMPARED.contains(table.name()))
        .toList();
  }

  /**
   * @param compared how many subjects the table has
   */
  private record Hashes(long compared, List<String> differing) {}

  private Hashes hashes(Table table, String served, String recomputed) {
    List<String> differing = new ArrayList<>();
    long[] compared = {0};
    // The order of rows means nothing, so their hashes are added up; columns are the same, in the
    // same order, since the one table was copied from the other.
    jdbc.sql(
            """
            WITH hashes AS MATERIALIZED (
              SELECT subject, s.rows IS NOT DISTINCT FROM r.rows AND s.hash IS NOT DISTINCT FROM r.hash AS same
              FROM (SELECT %1$s::text AS subject, count(*) AS rows, sum(hashtextextended(t::text, 0)::numeric) AS hash
                  FROM %2$s GROUP BY 1) AS s
                FULL JOIN (SELECT %1$s::text AS subject, count(*) AS rows, sum(hashtextextended(t::text, 0)::numeric) AS hash
                  FROM %3$s GROUP BY 1) AS r USING (subject)
            )
            SELECT NULL AS subject, count(*) AS compared FROM hashes
            UNION ALL SELECT subject, 0 FROM hashes WHERE NOT same
            """
                .formatted(quoted(table.subject()), table.in(served), table.in(recomputed)))
        .query(row -> {
          String subject = row.getString("subject");
          if (subject == null) {
            compared[0] = row.getLong("compared");
          } else {
            differing.add(subject);
          }
        });
    return new Hashes(compared[0], differing);
  }

  private List<Difference> rows(
      Table table, String served, String recomputed, List<String> differing) {
    return jdbc.sql(
            """
            WITH served AS (SELECT t.%1$s::text AS subject, t::text AS content FROM %2$s WHERE t.%1$s::text = ANY (?)),
              recomputed AS (SELECT t.%1$s::text AS subject, t::text AS content FROM %3$s WHERE t.%1$s::text = ANY (?))
            SELECT 'served' AS side, subject, content FROM (TABLE served EXCEPT ALL TABLE recomputed) AS only_served
            UNION ALL
            SELECT 'recomputed', subject, content FROM (TABLE recomputed EXCEPT ALL TABLE served) AS only_recomputed
            ORDER BY subject, content, side LIMIT 1000
            """
                .formatted(quoted(table.subject()), table.in(served), table.in(recomputed)))
        .params((Object) first(differing), first(differing))
        .query((row, _) ->
            new Difference(
                table.name(),
                row.getString("subject"),
                row.getString("side"),
                row.getString("content")))
        .list();
  }

  private String[] first(List<String> subjects) {
    return subjects.stream().limit(mostSubjects).toArray(String[]::new);
  }
}
