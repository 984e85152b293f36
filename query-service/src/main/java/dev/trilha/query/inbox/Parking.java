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
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  static final String LOST = "LOST";

  private static final Logger log = LoggerFactory.getLogger(Parking.class);
  private static final int LONGEST_TEXT = 300;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final int valueLimit;
  private final int most;

  /**
   * @param valueLimit how much of an unreadable value is kept, in bytes
   * @param most how many records may be parked
   */
  Parking(JdbcClient jdbc, Clock clock, int valueLimit, int most) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.valueLimit = valueLimit;
    this.most = most;
  }

  /**
   * Something to park.
   *
   * @param record absent when Kafka no longer has it
   */
  record Case(
      Place place,
      @Nullable String key,
      @Nullable String stream,
      String reason,
      String detail,
      Instant recordedAt,
      @Nullable ConsumerRecord<String, byte[]> record) {
    static Case of(
        ConsumerRecord<String, byte[]> record,
        @Nullable String stream,
        String reason,
        String detail) {
      return new Case(
          Place.of(record),
          record.key() == null ? null : fit(record.key()),
          stream,
          reason,
          fit(detail),
          Instant.ofEpochMilli(Math.max(0, record.timestamp())),
          record);
    }

    private byte @Nullable [] value() {
      return record == null ? null : record.value();
    }

    private @Nullable Integer size() {
      byte[] value = value();
      return value == null ? null : value.length;
    }

    /** What people may want to look at. */
    private byte @Nullable [] shown(int limit) {
      byte[] value = value();
      return value == null || reason.equals(STREAM_PARKED)
          ? null
          : Arrays.copyOf(value, Math.min(value.length, limit));
    }
  }

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

  /**
   * @throws ParkingFullException when there is no room for them
   */
  void park(List<Case> cases) {
    if (cases.isEmpty()) {
      return;
    }
    jdbc.sql(
            """
            INSERT INTO parked_record (topic, partition, record_offset, record_key, stream, reason, detail,
              recorded_at, value_bytes, value, parked_at)
            SELECT *, ?::timestamptz FROM unnest(?::text[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::text[],
              ?::text[], ?::timestamptz[], ?::int[], ?::bytea[])
            ON CONFLICT DO NOTHING
            """)
        .params(
            clock.instant().toString(),
            column(cases, one -> one.place().topic(), String[]::new),
            column(cases, one -> one.place().partition(), Integer[]::new),
            column(cases, one -> one.place().offset(), Long[]::new),
            column(cases, Case::key, String[]::new),
            column(cases, Case::stream, String[]::new),
            column(cases, Case::reason, String[]::new),
            column(cases, Case::detail, String[]::new),
            column(cases, one -> one.recordedAt().toString(), String[]::new),
            column(cases, Case::size, Integer[]::new),
            column(cases, one -> one.shown(valueLimit), byte[][]::new))
        .update();
    if (countUpTo(most + 1) > most) {
      throw new ParkingFullException(most);
    }
  }

  private long countUpTo(int limit) {
    return jdbc.sql("SELECT count(*) FROM (SELECT FROM parked_record LIMIT ?) AS parked")
        .param(limit)
        .query(Long.class)
        .single();
  }

  /**
   * Says so, once it is committed; what only waits is counted but not named. The key stays out of
   * the log: it may be whatever was sent.
   */
  static void report(List<Case> cases) {
    for (Case parked : cases) {
      if (!parked.reason().equals(STREAM_PARKED)) {
        log.warn(
            "parked {} of stream {}: {} ({})",
            parked.place(),
            parked.stream(),
            parked.reason(),
            parked.detail());
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

  private static <R, T extends @Nullable Object> T[] column(
      List<R> rows, Function<R, T> value, IntFunction<T[]> array) {
    return rows.stream().map(value).toArray(array);
  }

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
