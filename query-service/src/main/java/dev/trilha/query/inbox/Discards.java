package dev.trilha.query.inbox;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The records that an administrator gave up. They stay given up, however often they are read. */
class Discards {
  private final JdbcClient jdbc;
  private final Clock clock;

  Discards(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void add(ParkedRecord record) {
    jdbc.sql(
            """
            INSERT INTO service.discarded_record
              (topic, partition, record_offset, recorded_at, stream, reason, detail, discarded_at)
            VALUES (?, ?, ?, ?::timestamptz, ?, ?, ?, ?::timestamptz) ON CONFLICT DO NOTHING
            """)
        .param(record.topic())
        .param(record.partition())
        .param(record.offset())
        .param(record.recordedAt().toString())
        .param(record.stream())
        .param(record.reason())
        .param(record.detail())
        .param(clock.instant().toString())
        .update();
  }

  /** Those between the first and the last record of each partition. */
  Given among(Collection<List<ConsumerRecord<String, byte[]>>> partitions) {
    var firsts = partitions.stream().map(List::getFirst).toList();
    Map<Place, Instant> found = new HashMap<>();
    jdbc.sql(
            """
            SELECT topic, partition, record_offset, recorded_at FROM service.discarded_record AS given
            JOIN unnest(?::text[], ?::int[], ?::bigint[], ?::bigint[]) AS read (topic, partition, first, last)
              USING (topic, partition)
            WHERE given.record_offset BETWEEN read.first AND read.last
            """)
        .params(
            firsts.stream().map(ConsumerRecord::topic).toArray(String[]::new),
            firsts.stream().map(ConsumerRecord::partition).toArray(Integer[]::new),
            firsts.stream().map(ConsumerRecord::offset).toArray(Long[]::new),
            partitions.stream().map(records -> records.getLast().offset()).toArray(Long[]::new))
        .query(row -> {
          found.put(
              new Place(
                  row.getString("topic"), row.getInt("partition"), row.getLong("record_offset")),
              row.getTimestamp("recorded_at").toInstant());
        });
    return new Given(found);
  }

  /** Given up, and when the record was sent. */
  record Given(Map<Place, Instant> places) {
    boolean has(ConsumerRecord<String, byte[]> record) {
      return !places.isEmpty()
          && Instant.ofEpochMilli(Math.max(0, record.timestamp()))
              .equals(places.get(Place.of(record)));
    }
  }
}
