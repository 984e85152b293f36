package dev.trilha.query.notice;

import dev.trilha.query.notice.Notice.Posted;
import dev.trilha.schemas.StreamId;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tail of notices in the database. */
public class NoticeBoard {
  static final String CHANNEL = "trilha_notice";

  /** Of the advisory lock; any number that nobody else takes. */
  private static final long LOCK = 0x7472696c6861L;

  private final JdbcClient jdbc;

  NoticeBoard(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Posts them in the caller's transaction, which should do little after it: nobody else can post
   * until it ends.
   */
  public void post(List<Notice> notices) {
    if (notices.isEmpty()) {
      return;
    }
    jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(LOCK).query((_, _) -> LOCK).list();
    jdbc.sql(
            """
            WITH posted AS (
              INSERT INTO service.notice (kind, stream, version, subjects, content)
              SELECT kind, stream, version, string_to_array(subjects, ' '), content
              FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::text[])
                AS news (kind, stream, version, subjects, content)
              RETURNING id
            )
            SELECT pg_notify(?, max(id)::text) FROM posted
            """)
        .params(
            column(notices, Notice::kind),
            column(notices, notice -> notice.stream().toString()),
            notices.stream().map(Notice::version).toArray(Long[]::new),
            column(notices, notice -> String.join(" ", notice.subjects())),
            column(notices, Notice::content),
            CHANNEL)
        .query((_, _) -> CHANNEL)
        .list();
  }

  private static String[] column(List<Notice> notices, Function<Notice, String> value) {
    return notices.stream().map(value).toArray(String[]::new);
  }

  /** The ends of what is kept, both 0 while nothing is. */
  public record Ends(long oldest, long newest) {
    /** Whether everything that was posted after this one is still there. */
    public boolean reachBackTo(long id) {
      return id <= newest && (id == newest || id >= oldest - 1);
    }
  }

  public Ends ends() {
    return jdbc.sql(
            "SELECT coalesce(min(id), 0) AS oldest, coalesce(max(id), 0) AS newest FROM"
                + " service.notice")
        .query((row, _) -> new Ends(row.getLong("oldest"), row.getLong("newest")))
        .single();
  }

  /** Those posted after this one, the oldest first. */
  List<Posted> after(long id, int limit) {
    return jdbc.sql(
            """
            SELECT id, kind, stream, version, subjects, content FROM service.notice
            WHERE id > ? ORDER BY id LIMIT ?
            """)
        .params(id, limit)
        .query(POSTED)
        .list();
  }

  /** Those that concern any of these, posted after the one and not after the other. */
  public List<Posted> between(long after, long upTo, Collection<String> subjects, int limit) {
    return jdbc.sql(
            """
            SELECT id, kind, stream, version, subjects, content FROM service.notice
            WHERE id > ? AND id <= ? AND subjects && ?::text[] ORDER BY id LIMIT ?
            """)
        .params(after, upTo, subjects.toArray(String[]::new), limit)
        .query(POSTED)
        .list();
  }

  /** Forgets all but the newest. */
  void trim(int keep) {
    jdbc.sql("DELETE FROM service.notice WHERE id <= (SELECT max(id) FROM service.notice) - ?")
        .param(keep)
        .update();
  }

  private static final RowMapper<Posted> POSTED =
      (row, _) ->
          new Posted(
              row.getLong("id"),
              new Notice(
                  row.getString("kind"),
                  StreamId.parse(row.getString("stream")),
                  row.getLong("version"),
                  List.of((String[]) row.getArray("subjects").getArray()),
                  row.getString("content")));
}
