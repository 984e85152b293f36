package dev.trilha.query.inbox;

import dev.trilha.query.inbox.Parking.Case;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is parked, as administrators see and handle it. */
class ParkedRows {
  private static final String COLUMNS =
      "topic, partition, record_offset, record_key, stream, reason, detail, recorded_at, parked_at,"
          + " value_bytes";

  private final JdbcClient jdbc;

  ParkedRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The newest first. */
  List<ParkedRecord> newest(int limit) {
    return jdbc.sql(
            "SELECT %s FROM parked_record ORDER BY parked_at DESC, topic, partition, record_offset DESC LIMIT ?"
                .formatted(COLUMNS))
        .param(limit)
        .query(ROW)
        .list();
  }

  Optional<ParkedRecord> find(Place place) {
    return jdbc.sql(
            "SELECT %s FROM parked_record WHERE topic = ? AND partition = ? AND record_offset = ?"
                .formatted(COLUMNS))
        .params(place.topic(), place.partition(), place.offset())
        .query(ROW)
        .optional();
  }

  /** What has the key of this record, itself included, in order; only itself when it has no key. */
  List<ParkedRecord> ofKeyOf(ParkedRecord one) {
    return jdbc.sql(
            """
            SELECT %s FROM parked_record
            WHERE topic = :topic AND partition = :partition
              AND (record_key = :key OR record_offset = :offset)
            ORDER BY record_offset
            """
                .formatted(COLUMNS))
        .param("topic", one.topic())
        .param("partition", one.partition())
        .param("key", one.key())
        .param("offset", one.offset())
        .query(ROW)
        .list();
  }

  int countOfKeyOf(ParkedRecord one) {
    return jdbc.sql(
            """
            SELECT count(*) FROM parked_record
            WHERE topic = :topic AND partition = :partition
              AND (record_key = :key OR record_offset = :offset)
            """)
        .param("topic", one.topic())
        .param("partition", one.partition())
        .param("key", one.key())
        .param("offset", one.offset())
        .query(Integer.class)
        .single();
  }

  /** Which of these are here. */
  Set<Place> among(List<Place> places) {
    return new HashSet<>(
        jdbc.sql(
                """
                SELECT topic, partition, record_offset FROM parked_record
                JOIN unnest(?::text[], ?::int[], ?::bigint[]) AS wanted (topic, partition, record_offset)
                  USING (topic, partition, record_offset)
                """)
            .params(
                column(places, Place::topic, String[]::new),
                column(places, Place::partition, Integer[]::new),
                column(places, Place::offset, Long[]::new))
            .query((row, _) ->
                new Place(
                    row.getString("topic"), row.getInt("partition"), row.getLong("record_offset")))
            .list());
  }

  /**
   * @return how many of them were here
   */
  int remove(List<Place> places) {
    return places.isEmpty()
        ? 0
        : jdbc.sql(
                """
                DELETE FROM parked_record
                USING unnest(?::text[], ?::int[], ?::bigint[]) AS done (topic, partition, record_offset)
                WHERE parked_record.topic = done.topic AND parked_record.partition = done.partition
                  AND parked_record.record_offset = done.record_offset
                """)
            .params(
                column(places, Place::topic, String[]::new),
                column(places, Place::partition, Integer[]::new),
                column(places, Place::offset, Long[]::new))
            .update();
  }

  /** These stay, for what is now the reason. */
  void keep(List<Case> cases) {
    if (!cases.isEmpty()) {
      jdbc.sql(
              """
              UPDATE parked_record SET stream = kept.stream, reason = kept.reason, detail = kept.detail
              FROM unnest(?::text[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::text[])
                AS kept (topic, partition, record_offset, stream, reason, detail)
              WHERE parked_record.topic = kept.topic AND parked_record.partition = kept.partition
                AND parked_record.record_offset = kept.record_offset
              """)
          .params(
              column(cases, one -> one.place().topic(), String[]::new),
              column(cases, one -> one.place().partition(), Integer[]::new),
              column(cases, one -> one.place().offset(), Long[]::new),
              column(cases, Case::stream, String[]::new),
              column(cases, Case::reason, String[]::new),
              column(cases, Case::detail, String[]::new))
          .update();
    }
  }

  long count() {
    return jdbc.sql("SELECT count(*) FROM parked_record").query(Long.class).single();
  }

  private static final RowMapper<ParkedRecord> ROW =
      (row, _) ->
          new ParkedRecord(
              new Place(
                      row.getString("topic"), row.getInt("partition"), row.getLong("record_offset"))
                  .toString(),
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

  private static <R, T extends @Nullable Object> T[] column(
      List<R> rows, Function<R, T> value, IntFunction<T[]> array) {
    return rows.stream().map(value).toArray(array);
  }
}
