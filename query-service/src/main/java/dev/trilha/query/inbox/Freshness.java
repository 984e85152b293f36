package dev.trilha.query.inbox;

import dev.trilha.schemas.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How fresh an answer is. {@code asOf} is the moment up to which the topics have been read:
 * everything that Kafka held then is in the answer, and perhaps more, but for what is parked. It
 * stands still while Kafka or the reading of one partition does. Ask before reading the rows.
 */
public class Freshness {
  private final JdbcClient jdbc;

  Freshness(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @return nothing when a partition of the topics was never read to its end
   */
  public @Nullable Instant asOf(Topic... topics) {
    return jdbc.sql(
            """
            SELECT CASE WHEN count(*) = count(read_up_to) THEN min(read_up_to) END AS as_of
            FROM inbox_position WHERE topic = ANY (?)
            """)
        .param(Arrays.stream(topics).map(Topic::topicName).toArray(String[]::new))
        .query((row, _) -> {
          var asOf = row.getTimestamp("as_of");
          return Optional.ofNullable(asOf).map(Timestamp::toInstant);
        })
        .single()
        .orElse(null);
  }

  /**
   * The same as an expression, for a statement that reads rows as well: both are of one moment
   * then.
   */
  public static String asOfSql(Topic topic) {
    return """
    (SELECT CASE WHEN count(*) = count(read_up_to) THEN min(read_up_to) END FROM inbox_position WHERE topic = '%s')\
    """
        .formatted(topic.topicName());
  }

  /**
   * How far the topics are read.
   *
   * @param asOf as {@link #asOf}
   * @param version how many records of the topics are in the answer: grows with each, and says
   *     which of two answers is the newer
   */
  public record Read(@Nullable Instant asOf, long version) {}

  public Read of(Topic... topics) {
    return jdbc.sql("SELECT as_of, version FROM %s AS read".formatted(readSql(topics)))
        .query((row, _) -> read(row))
        .single();
  }

  /**
   * The same as a table of one row, for a statement that reads rows as well: all of it is of one
   * moment then. Its columns are read by {@link #read}.
   */
  public static String readSql(Topic... topics) {
    return """
    (SELECT CASE WHEN count(*) = count(read_up_to) THEN min(read_up_to) END AS as_of,
      coalesce(sum(next_offset), 0) AS version FROM inbox_position WHERE topic IN (%s))\
    """
        .formatted(
            Arrays.stream(topics)
                .map(topic -> "'%s'".formatted(topic.topicName()))
                .collect(Collectors.joining(", ")));
  }

  public static Read read(ResultSet row) throws SQLException {
    var asOf = row.getTimestamp("as_of");
    return new Read(asOf == null ? null : asOf.toInstant(), row.getLong("version"));
  }

  /**
   * When the earliest record was sent that is parked and keeps a stream from going on, as an
   * expression; null when nothing does. The stream is known up to then only, however far its topic
   * is read.
   *
   * @param stream an expression
   * @param key of the stream's records, an expression
   */
  public static String parkedSinceSql(Topic topic, String stream, String key) {
    return "(SELECT min(recorded_at) FROM parked_record WHERE stream IN (%s, '%s/' || %s))"
        .formatted(stream, topic.topicName(), key);
  }

  /** The same of all streams with this key. */
  public @Nullable Instant parkedSince(Topic topic, String key) {
    return jdbc.sql(
            """
            SELECT min(recorded_at) AS parked_since FROM parked_record WHERE topic = ? AND record_key = ?
            """)
        .params(topic.topicName(), key)
        .query((row, _) -> {
          var since = row.getTimestamp("parked_since");
          return Optional.ofNullable(since).map(Timestamp::toInstant);
        })
        .single()
        .orElse(null);
  }

  /**
   * By topic, the moment up to which all of it is read; without the topics of which that is not
   * known.
   */
  Map<String, Instant> readUpTo() {
    Map<String, Instant> moments = new HashMap<>();
    jdbc.sql(
            """
            SELECT topic, min(read_up_to) AS as_of FROM inbox_position
            GROUP BY topic HAVING count(*) = count(read_up_to)
            """)
        .query(row -> {
          moments.put(row.getString("topic"), row.getTimestamp("as_of").toInstant());
        });
    return moments;
  }

  /** The later of the two: an answer is at least as fresh as the newest event it shows. */
  public static @Nullable Instant newest(@Nullable Instant asOf, @Nullable Instant event) {
    if (asOf == null || event == null) {
      return asOf == null ? event : asOf;
    }
    return asOf.isAfter(event) ? asOf : event;
  }

  /** No later than what is parked; nothing where the moment is not known. */
  public static @Nullable Instant before(@Nullable Instant parkedSince, @Nullable Instant asOf) {
    return asOf == null || parkedSince == null || asOf.isBefore(parkedSince) ? asOf : parkedSince;
  }
}
