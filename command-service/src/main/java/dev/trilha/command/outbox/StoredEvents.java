package dev.trilha.command.outbox;

import dev.trilha.schemas.EventType;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.LearnerProfile;
import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.cloudevents.EventRecords;
import dev.trilha.schemas.cloudevents.ProfileRecords;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The store as its tables hold it, for what the log does not hold any more. */
final class StoredEvents {
  /** So many go to Kafka in one of its transactions, which costs as much as some hundred events. */
  private static final int PAGE = 4_000;

  private static final int PAGE_BYTES = 16 * 1024 * 1024;

  private static final String LEARNER = "learner/";

  private final JdbcClient jdbc;

  StoredEvents(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @throws IllegalArgumentException when this version knows no event of that name
   */
  static EventType type(String name) {
    return EventType.named(name)
        .orElseThrow(() -> new IllegalArgumentException("an unknown event " + name));
  }

  /**
   * The next events behind a position, at most 4 000 or so many as come to 16 MiB; none at the end.
   *
   * @param last the last position
   */
  List<Outgoing> between(long position, long last) {
    return between(null, position, last, PAGE);
  }

  /**
   * As {@link #between(long, long)}.
   *
   * @param stream only events of this one; null for all
   * @param last the last position
   * @param most so many events, if that is less
   */
  List<Outgoing> between(@Nullable String stream, long position, long last, int most) {
    return jdbc.sql(
            """
            select * from (
              select page.*, sum(octet_length(payload)) over (order by position) - octet_length(payload) as bytes_before
              from (
                select position, stream, sequence, event_id, type, recorded_at, traceparent, payload::text as payload
                from event
                where position > :position and position <= :last and (cast(:stream as text) is null or stream = :stream)
                order by position limit :page
              ) as page
            ) as sized
            where bytes_before < :bytes order by position
            """)
        .param("position", position)
        .param("last", last)
        .param("stream", stream, Types.VARCHAR)
        .param("page", Math.min(PAGE, most))
        .param("bytes", PAGE_BYTES)
        .query((row, number) -> event(row))
        .list();
  }

  private static Outgoing event(ResultSet row) throws SQLException {
    String type = row.getString("type");
    String id = row.getString("event_id");
    String stream = row.getString("stream");
    long sequence = row.getLong("sequence");
    OffsetDateTime recordedAt = row.getObject("recorded_at", OffsetDateTime.class);
    String traceparent = row.getString("traceparent");
    String payload = row.getString("payload");
    return Outgoing.of(
        row.getLong("position"),
        stream,
        () ->
            EventRecords.record(
                type(type),
                id,
                StreamId.parse(stream),
                sequence,
                recordedAt.toInstant(),
                traceparent,
                payload.getBytes(StandardCharsets.UTF_8)));
  }

  /** Who was erased, behind a learner; the first 4 000 behind the empty text. */
  List<Outgoing> erasuresAfter(String learnerId) {
    return page(
        "learner_erasure",
        learnerId,
        (row, number) -> {
          String learner = row.getString("learner_id");
          return Outgoing.of(
              Outgoing.NO_EVENT,
              LEARNER + learner,
              () -> ProfileRecords.tombstone(new LearnerId(learner)));
        });
  }

  /** The profiles behind a learner's; the first 4 000 behind the empty text. */
  List<Outgoing> profilesAfter(String learnerId) {
    return page("learner_profile", learnerId, (row, number) -> profile(row));
  }

  /** Whose profile it is, of what the two methods above gave. */
  static String learnerOf(Outgoing row) {
    return row.subject().substring(LEARNER.length());
  }

  private List<Outgoing> page(String table, String learnerId, RowMapper<Outgoing> mapper) {
    return jdbc.sql(
            "select * from %s where learner_id > :learner order by learner_id limit :page"
                .formatted(table))
        .param("learner", learnerId)
        .param("page", PAGE)
        .query(mapper)
        .list();
  }

  private static Outgoing profile(ResultSet row) throws SQLException {
    String learner = row.getString("learner_id");
    String name = row.getString("display_name");
    String email = row.getString("email");
    String zone = row.getString("time_zone");
    String locale = row.getString("locale");
    boolean optOut = row.getBoolean("leaderboard_opt_out");
    long revision = row.getLong("revision");
    OffsetDateTime updatedAt = row.getObject("updated_at", OffsetDateTime.class);
    return Outgoing.of(
        Outgoing.NO_EVENT,
        LEARNER + learner,
        () ->
            ProfileRecords.record(
                new LearnerProfile(new LearnerId(learner), name, email, zone, locale, optOut),
                learner + "@" + revision,
                updatedAt.toInstant()));
  }
}
