package dev.trilha.query.generation;

import static dev.trilha.query.generation.GenerationTables.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The views over the tables of a generation: those that belong to it, and those outside that are
 * pointed to whatever is served.
 *
 * <p>Every method runs in the caller's transaction, on a connection without a generation.
 */
class GenerationViews {
  private final JdbcClient jdbc;

  /** Nothing in a definition is a parameter, whatever it looks like. */
  private final JdbcTemplate definitions;

  GenerationViews(DataSource pool) {
    jdbc = JdbcClient.create(pool);
    definitions = new JdbcTemplate(pool);
  }

  /**
   * @param name without its schema
   * @param place with it
   */
  private record View(long id, String name, String place, String options, String definition) {}

  /** Those that belong to the generation. */
  void copy(String from, String to) {
    List<View> views = views("c.relnamespace = ?::regnamespace", quoted(from));
    List<View> ordered = inOrder(views);
    GenerationTables.path(jdbc, to);
    for (View view : ordered) {
      definitions.execute(
          "CREATE VIEW %s.%s %s AS %s"
              .formatted(quoted(to), quoted(view.name()), view.options(), view.definition()));
    }
    GenerationTables.path(jdbc, from);
  }

  /** Views outside that read a table or view of the one generation read the other's from now on. */
  void repoint(String from, String to) {
    GenerationTables.path(jdbc, from);
    List<View> views = outside(from);
    GenerationTables.path(jdbc, to);
    for (View view : views) {
      definitions.execute(
          "CREATE OR REPLACE VIEW %s %s AS %s"
              .formatted(view.place(), view.options(), view.definition()));
    }
  }

  /** The names of views outside that read a table or view of the generation. */
  List<String> readersOutside(String generation) {
    return outside(generation).stream().map(View::place).toList();
  }

  private List<View> outside(String generation) {
    return views(
        """
        c.relnamespace <> ?::regnamespace AND EXISTS (
          SELECT FROM pg_rewrite AS rule JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = rule.oid
            JOIN pg_class AS read ON d.refclassid = 'pg_class'::regclass AND read.oid = d.refobjid
          WHERE rule.ev_class = c.oid AND read.relnamespace = ?::regnamespace)
        """,
        quoted(generation),
        quoted(generation));
  }

  /** With names as they are written where the search path is now; those of other schemas whole. */
  private List<View> views(String where, String... schemas) {
    return jdbc.sql(
            """
            SELECT c.oid::bigint AS id,
              c.relname AS name, format('%%I.%%I', n.nspname, c.relname) AS place,
              CASE WHEN c.reloptions IS NULL THEN '' ELSE 'WITH (' || array_to_string(c.reloptions, ', ') || ')' END AS options,
              pg_get_viewdef(c.oid) AS definition
            FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.relkind = 'v' AND %s ORDER BY c.oid
            """
                .formatted(where))
        .params(List.of((Object[]) schemas))
        .query((row, _) ->
            new View(
                row.getLong("id"),
                row.getString("name"),
                row.getString("place"),
                row.getString("options"),
                row.getString("definition")))
        .list();
  }

  /** A view comes after those that it reads. */
  private List<View> inOrder(List<View> views) {
    Map<Long, View> left = new LinkedHashMap<>();
    views.forEach(view -> left.put(view.id(), view));
    Map<Long, Set<Long>> reads = new LinkedHashMap<>();
    jdbc.sql(
            """
            SELECT DISTINCT rule.ev_class::bigint AS reader, d.refobjid::bigint AS read
            FROM pg_rewrite AS rule JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = rule.oid
            WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid <> rule.ev_class
              AND rule.ev_class = ANY (?::bigint[]) AND d.refobjid = ANY (?::bigint[])
            """)
        .params(left.keySet().toArray(Long[]::new), left.keySet().toArray(Long[]::new))
        .query(row -> {
          reads
              .computeIfAbsent(row.getLong("reader"), _ -> new LinkedHashSet<>())
              .add(row.getLong("read"));
        });
    List<View> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      List<View> ready =
          left.values().stream()
              .filter(view ->
                  reads.getOrDefault(view.id(), Set.of()).stream().noneMatch(left::containsKey))
              .toList();
      ready.forEach(view -> left.remove(view.id()));
      ordered.addAll(ready);
    }
    return ordered;
  }
}
