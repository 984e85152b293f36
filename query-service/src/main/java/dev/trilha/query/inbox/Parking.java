package dev.trilha.query.inbox;

import dev.trilha.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where records wait that cannot be applied. While one of a stream is here, every later one of that
 * stream comes here too, in order; of those only the place in Kafka is kept, where they can be read
 * again.
 *
 * <p>Profiles do not wait for each other: the newest is the truth whatever came before it, and it
 * clears what is parked of its learner.
 */
class Parking {
  static final String STREAM_PARKED = "STREAM_PARKED";
  static final String UNMAPPABLE = "UNMAPPABLE";

  private static final Logger log = LoggerFactory.getLogger(Parking.class);
  private static final int LONGEST_TEXT = 300;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final int valueLimit;

  Parking(JdbcClient jdbc, Clock clock, int valueLimit) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.valueLimit = valueLimit;
  }

  /** Something to park. */
  record Case(
      ConsumerRecord<String, byte[]> record,
      @Nullable String stream,
      String reason,
      String detail) {}

  /**
   * Every stream of the record's key: what waits when a record does not say which of them it
   * belongs to.
   */
  static String everyStreamOf(ConsumerRecord<String, byte[]> record) {
    return record.topic() + "/" + fit(record.key());
  }

  /** Which of these have a record here. */
  Set<String> parked(Collection<String> streams) {
    return new HashSet<>(
        jdbc.sql("SELECT DISTINCT stream FROM parked_record WHERE stream = ANY (?)")
            .param(streams.toArray(String[]::new))
            .query(String.class)
            .list());
  }

  void park(List<Case> cases) {
    Instant now = clock.instant();
    for (Case parked : cases) {
      var record = parked.record();
      byte[] value = parked.reason().equals(STREAM_PARKED) ? null : record.value();
      jdbc.sql(
              """
              INSERT INTO parked_record (topic, partition, record_offset, record_key, stream, reason, detail,
                recorded_at, parked_at, value_bytes, value)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz, ?, ?)
              ON CONFLICT DO NOTHING
              """)
          .param(record.topic())
          .param(record.partition())
          .param(record.offset())
          .param(record.key() == null ? null : fit(record.key()))
          .param(parked.stream())
          .param(parked.reason())
          .param(fit(parked.detail()))
          .param(Instant.ofEpochMilli(Math.max(0, record.timestamp())).toString())
          .param(now.toString())
          .param(record.value() == null ? null : record.value().length)
          .param(value == null ? null : Arrays.copyOf(value, Math.min(value.length, valueLimit)))
          .update();
    }
  }

  /**
   * Says so, once it is committed; what only waits is counted but not named. The key stays out of
   * the log: it may be whatever was sent.
   */
  static void report(List<Case> cases) {
    for (Case parked : cases) {
      var record = parked.record();
      if (!parked.reason().equals(STREAM_PARKED)) {
        log.warn(
            "parked {}-{}@{} of stream {}: {} ({})",
            record.topic(),
            record.partition(),
            record.offset(),
            parked.stream(),
            parked.reason(),
            fit(parked.detail()));
      }
    }
  }

  /**
   * A newer profile, or the erasure of the person, makes the parked ones of the learner pointless.
   */
  void clearProfiles(Collection<ProfileChange> changes) {
    if (!changes.isEmpty()) {
      jdbc.sql("DELETE FROM parked_record WHERE topic = ? AND record_key = ANY (?)")
          .params(
              Topic.LEARNER_PROFILE.topicName(),
              changes.stream().map(change -> change.learnerId().value()).toArray(String[]::new))
          .update();
    }
  }

  /** The newest first. */
  List<ParkedRecord> newest(int limit) {
    return jdbc.sql(
            """
            SELECT topic, partition, record_offset, record_key, stream, reason, detail, recorded_at, parked_at, value_bytes
            FROM parked_record ORDER BY parked_at DESC, topic, partition, record_offset DESC LIMIT ?
            """)
        .param(limit)
        .query(ROW)
        .list();
  }

  long count() {
    return jdbc.sql("SELECT count(*) FROM parked_record").query(Long.class).single();
  }

  private static final RowMapper<ParkedRecord> ROW =
      (row, _) ->
          new ParkedRecord(
              row.getString("topic"),
              row.getInt("partition"),
              row.getLong("record_offset"),
              row.getString("record_key"),
              row.getString("stream"),
              row.getString("reason"),
              row.getString("detail"),
              row.getTimestamp("recorded_at").toInstant(),
              row.getTimestamp("parked_at").toInstant(),
              row.getObject("value_bytes", Integer.class));

  /** What PostgreSQL takes as text and a log as one line, and no more of it than people read. */
  private static String fit(String text) {
    String whole =
        new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
            .replaceAll("\\p{Cntrl}", "?");
    return whole.codePointCount(0, whole.length()) <= LONGEST_TEXT
        ? whole
        : whole.substring(0, whole.offsetByCodePoints(0, LONGEST_TEXT));
  }
}
