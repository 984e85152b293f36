package dev.trilha.command.outbox;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows of the store that Kafka will never have as they are. They are kept in sight, and what comes
 * after them goes on.
 */
final class ParkedRows {
  private static final Logger LOG = LoggerFactory.getLogger(ParkedRows.class);
  private static final int LONGEST_DETAIL = 300;

  private final JdbcClient jdbc;
  private final Clock clock;

  ParkedRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** Why a row does not reach Kafka. */
  enum Reason {
    /** It cannot be told: an unknown event, a stream that is none. */
    UNMAPPABLE,
    /** It is more than one record holds. */
    TOO_LARGE;

    /** For instance {@code too-large}. */
    String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * @param position of the event in the store; absent for a profile
   * @param subject the event's stream, or {@code learner/{id}}
   * @param reason the wire name of a {@link Reason}
   * @param detail for people
   */
  record Parked(
      @Nullable Long position, String subject, String reason, String detail, Instant parkedAt) {}

  /** Returns when it is durable. The same row again changes nothing but the time. */
  void park(Outgoing row, Reason reason, String detail) {
    String target = row.isEvent() ? "(position)" : "(subject) where position is null";
    jdbc.sql(
            """
            insert into relay_parked (position, subject, reason, detail, parked_at)
            values (:position, :subject, :reason, :detail, :now)
            on conflict %s do update
            set reason = excluded.reason, detail = excluded.detail, parked_at = excluded.parked_at
            """
                .formatted(target))
        .param("position", row.isEvent() ? row.position() : null, Types.BIGINT)
        .param("subject", fit(row.subject()))
        .param("reason", reason.wireName())
        .param("detail", fit(detail))
        .param("now", Timestamp.from(clock.instant()))
        .update();
    LOG.error(
        "Parked, and not in Kafka: {} of {} is {}: {}",
        row.isEvent() ? "position " + row.position() : "the profile",
        fit(row.subject()),
        reason.wireName(),
        fit(detail));
  }

  /** These events are in Kafka after all. */
  void release(List<Long> positions) {
    jdbc.sql("delete from relay_parked where position = any (?)")
        .param(positions.toArray(Long[]::new))
        .update();
  }

  long count() {
    return jdbc.sql("select count(*) from relay_parked").query(Long.class).single();
  }

  /** The newest first. */
  List<Parked> newest(int limit) {
    return jdbc.sql(
            """
            select position, subject, reason, detail, parked_at from relay_parked
            order by parked_at desc, id desc limit :limit
            """)
        .param("limit", limit)
        .query((row, number) ->
            new Parked(
                row.getObject("position", Long.class),
                row.getString("subject"),
                row.getString("reason"),
                row.getString("detail"),
                row.getTimestamp("parked_at").toInstant()))
        .list();
  }

  /** One line, and no more of it than people read. */
  private static String fit(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.codePointCount(0, line.length()) <= LONGEST_DETAIL
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_DETAIL));
  }
}
