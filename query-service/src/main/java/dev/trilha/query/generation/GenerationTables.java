package dev.trilha.query.generation;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes, exchanges and drops the tables of generations. A new generation is a copy of what the
 * served one is made of, taken from PostgreSQL's own catalogue: tables with their partitions,
 * indexes and triggers, and the views over them. Functions are shared.
 *
 * <p>Every method runs in the caller's transaction, on a connection without a generation.
 */
class GenerationTables {
  private static final String HISTORY = "flyway_schema_history";

  /** Of all tables together; the pool's own connections give up much sooner. */
  private static final Duration TIME_TO_INDEX = Duration.ofMinutes(30);

  private final JdbcClient jdbc;

  /** Nothing in a definition is a parameter, whatever it looks like. */
  private final JdbcTemplate definitions;

  private final GenerationViews views;

  GenerationTables(DataSource pool) {
    jdbc = JdbcClient.create(pool);
    definitions = new JdbcTemplate(pool);
    views = new GenerationViews(pool);
  }

  /** The newest migration that was run. */
  String migration(String generation) {
    return jdbc.sql(
            "SELECT max(installed_rank)::text FROM %s.%s".formatted(quoted(generation), HISTORY))
        .query(String.class)
        .single();
  }

  /** Makes an empty generation that looks like the other, but for the indexes of readers. */
  void copy(String from, String to) {
    jdbc.sql("CREATE SCHEMA " + quoted(to)).update();
    if (!from.equals("public")) {
      shareFunctions(from);
    }
    path(from);
    copyTables(from, to);
    copyTriggers(from, to);
    views.copy(from, to);
  }

  /** What a migration made while the generation was served stays when the generation goes. */
  private void shareFunctions(String from) {
    List<String> functions =
        jdbc.sql(
                """
                SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = ?::regnamespace AND prokind = 'f'
                """)
            .param(quoted(from))
            .query((row, _) -> row.getString(1))
            .list();
    for (String function : functions) {
      jdbc.sql("ALTER FUNCTION %s SET SCHEMA public".formatted(function)).update();
    }
  }

  private void copyTables(String from, String to) {
    run(
        """
        SELECT format('CREATE TABLE %1$I.%2$I (LIKE %3$I.%2$I INCLUDING ALL EXCLUDING INDEXES)', :to, relname, :from)
          || CASE WHEN relkind = 'p' THEN ' PARTITION BY ' || pg_get_partkeydef(oid)
            WHEN reloptions IS NOT NULL THEN ' WITH (' || array_to_string(reloptions, ', ') || ')'
            ELSE '' END
        FROM pg_class
        WHERE relnamespace = quote_ident(:from)::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
          AND relname <> :history
        ORDER BY relname
        """,
        from, to);
    // Indexes keep their names, by which migrations know them.
    run(
        """
        SELECT format('ALTER TABLE %I.%I ADD CONSTRAINT %I ', :to, t.relname, conname) || pg_get_constraintdef(c.oid)
        FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = conrelid
        WHERE t.relnamespace = quote_ident(:from)::regnamespace AND NOT t.relispartition AND contype IN ('p', 'u', 'x')
          AND t.relname <> :history
        ORDER BY conname
        """,
        from, to);
    copyIndexes("indisunique", from, to);
    run(
        """
        SELECT format('CREATE TABLE %1$I.%2$I PARTITION OF %1$I.%3$I ', :to, part.relname, whole.relname)
          || pg_get_expr(part.relpartbound, part.oid)
        FROM pg_class AS part JOIN pg_inherits ON inhrelid = part.oid JOIN pg_class AS whole ON whole.oid = inhparent
        WHERE part.relnamespace = quote_ident(:from)::regnamespace AND part.relkind = 'r' AND part.relispartition
          AND :history IS NOT NULL
        ORDER BY part.relname
        """,
        from, to);
  }

  /**
   * Adds what only readers need, once the tables are filled: kept up while that goes on, it would
   * cost more than all the rest.
   */
  void copyIndexes(String from, String to) {
    definitions.execute((Connection connection) -> {
      connection.setNetworkTimeout(Runnable::run, (int) TIME_TO_INDEX.toMillis());
      return true;
    });
    path(from);
    copyIndexes("NOT indisunique", from, to);
  }

  private void copyIndexes(String which, String from, String to) {
    run(
        """
        SELECT replace(pg_get_indexdef(indexrelid, 0, true), ' ON ONLY ', ' ON ')
        FROM pg_index JOIN pg_class AS t ON t.oid = indrelid JOIN pg_class AS i ON i.oid = indexrelid
        WHERE t.relnamespace = quote_ident(:from)::regnamespace AND NOT t.relispartition AND t.relname <> :history
          AND :to IS NOT NULL AND %s AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
        ORDER BY i.relname
        """
            .formatted(which),
        from,
        to);
  }

  /**
   * Reads statements with names that need no schema here, and runs them where they mean the copies.
   */
  private void run(String statements, String from, String to) {
    List<String> made =
        jdbc.sql(statements)
            .param("from", from)
            .param("to", to)
            .param("history", HISTORY)
            .query((row, _) -> row.getString(1))
            .list();
    path(to);
    made.forEach(definitions::execute);
    path(from);
  }

  private void copyTriggers(String from, String to) {
    run(
        """
        SELECT pg_get_triggerdef(t.oid, true) FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
        WHERE c.relnamespace = quote_ident(:from)::regnamespace AND NOT t.tgisinternal AND t.tgparentid = 0
          AND :to IS NOT NULL AND :history IS NOT NULL
        ORDER BY t.tgname
        """,
        from,
        to);
  }

  /** Lets PostgreSQL know what is in the tables, which nobody has had time to find out. */
  void analyze(String generation) {
    List<String> statements =
        jdbc.sql(
                "SELECT format('ANALYZE %I.%I', schemaname, tablename) FROM pg_tables WHERE"
                    + " schemaname = ?")
            .param(generation)
            .query((row, _) -> row.getString(1))
            .list();
    statements.forEach(definitions::execute);
  }

  /** The history of migrations says what the served generation looks like, so it goes with it. */
  void moveHistory(String from, String to) {
    jdbc.sql("ALTER TABLE %s.%s SET SCHEMA %s".formatted(quoted(from), HISTORY, quoted(to)))
        .update();
  }

  /** Drops all that a generation is made of. Of public the shared functions stay. */
  void drop(String generation) {
    boolean exists =
        jdbc.sql("SELECT to_regnamespace(?) IS NOT NULL")
            .param(quoted(generation))
            .query(Boolean.class)
            .single();
    if (!exists) {
      return;
    }
    List<String> readers = views.readersOutside(generation);
    if (!readers.isEmpty()) {
      throw new IllegalStateException("%s still read generation %s".formatted(readers, generation));
    }
    if (!generation.equals("public")) {
      jdbc.sql("DROP SCHEMA IF EXISTS %s CASCADE".formatted(quoted(generation))).update();
      return;
    }
    List<String> statements =
        jdbc.sql(
                """
                SELECT format('DROP %s IF EXISTS public.%I CASCADE', CASE relkind WHEN 'v' THEN 'VIEW' ELSE 'TABLE' END, relname)
                FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v') AND NOT relispartition
                  AND relname <> ?
                ORDER BY relkind DESC, oid DESC
                """)
            .param(HISTORY)
            .query((row, _) -> row.getString(1))
            .list();
    // CASCADE reaches views of the same generation only: nothing outside reads it.
    statements.forEach(definitions::execute);
  }

  private void path(String generation) {
    path(jdbc, generation);
  }

  /** Until the transaction ends, names without a schema mean this generation. */
  static void path(JdbcClient jdbc, String generation) {
    jdbc.sql("SET LOCAL search_path TO %s, public".formatted(quoted(generation))).update();
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
