package dev.trilha.command.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What PostgreSQL gives the relay of the store. It passes in silence over what is not published, so
 * that this is looked at before every start and with every note.
 */
final class Published {
  /**
   * A query for what tells one state of the publication from any other, one that was dropped and
   * made again included.
   */
  static final String FINGERPRINT =
      """
      select coalesce(string_agg(concat_ws(':', p.oid, p.xmin, r.oid, r.xmin, r.prrelid), ' ' order by r.oid), 'none')
      from pg_publication p left join pg_publication_rel r on r.prpubid = p.oid where p.pubname = :publication
      """;

  /** The columns that the relay reads, with their types. */
  private static final Map<String, Map<String, String>> TABLES =
      Map.of(
          "event",
          Map.of(
              "position", "bigint",
              "stream", "text",
              "sequence", "bigint",
              "event_id", "uuid",
              "type", "text",
              "recorded_at", "timestamp with time zone",
              "traceparent", "text",
              "payload", "json"),
          "learner_profile",
          Map.of(
              "learner_id", "text",
              "display_name", "text",
              "email", "text",
              "time_zone", "text",
              "locale", "text",
              "leaderboard_opt_out", "boolean",
              "revision", "bigint",
              "updated_at", "timestamp with time zone"));

  private final JdbcClient jdbc;
  private final String name;

  Published(JdbcClient jdbc, String name) {
    this.jdbc = jdbc;
    this.name = name;
  }

  String fingerprint() {
    return jdbc.sql(FINGERPRINT).param("publication", name).query(String.class).single();
  }

  /**
   * @throws IllegalStateException when it is not all that the relay needs; says what is missing
   */
  void require() {
    List<Boolean> operations =
        jdbc.sql(
                "select pubinsert and pubupdate and pubdelete from pg_publication where pubname ="
                    + " :publication")
            .param("publication", name)
            .query((row, number) -> row.getBoolean(1))
            .list();
    if (operations.isEmpty()) {
      throw new IllegalStateException(
          "the publication %s is missing: without it the log gives no events".formatted(name));
    }
    if (!operations.getFirst()) {
      throw new IllegalStateException(
          "the publication %s leaves out inserts, updates or deletes".formatted(name));
    }
    new TreeMap<>(TABLES).forEach(this::requireTable);
  }

  private void requireTable(String table, Map<String, String> columns) {
    Map<String, String> published = new TreeMap<>();
    jdbc.sql(
            """
            select a.attname as name, format_type(a.atttypid, a.atttypmod) as type
            from pg_publication_tables p
            join pg_attribute a on a.attrelid = format('%I.%I', p.schemaname, p.tablename)::regclass and a.attname = any (p.attnames)
            where p.pubname = :publication and p.schemaname = 'public' and p.tablename = :table and p.rowfilter is null
            """)
        .param("publication", name)
        .param("table", table)
        .query((row, number) -> published.put(row.getString("name"), row.getString("type")))
        .list();
    if (published.isEmpty()) {
      throw new IllegalStateException(
          "the publication %s does not have the whole table %s".formatted(name, table));
    }
    List<String> wrong = new ArrayList<>();
    new TreeMap<>(columns)
        .forEach((column, type) -> {
          String found = published.getOrDefault(column, "missing");
          if (!found.equals(type)) {
            wrong.add("%s is %s and not %s".formatted(column, found, type));
          }
        });
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(
          "the table %s was altered, or the publication %s has only some of its columns: %s"
              .formatted(table, name, String.join(", ", wrong)));
    }
  }
}
