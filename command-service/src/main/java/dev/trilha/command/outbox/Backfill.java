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
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sends what the store held before the slot existed. Making a slot waits for the transactions under
 * way, so that each event is either visible to this reading or comes through the slot; some come
 * twice, which their sequence tells.
 */
final class Backfill {
  private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);
  private static final int PAGE = 1_000;

  private final JdbcClient jdbc;
  private final String slot;
  private final AcknowledgedSend send;

  Backfill(JdbcClient jdbc, String slot, AcknowledgedSend send) {
    this.jdbc = jdbc;
    this.slot = slot;
    this.send = send;
  }

  private record Stored(long position, ProducerRecord<String, byte[]> record) {}

  /**
   * Returns at once when the slot is as old as the store. Interrupted or failed, it goes on from
   * the last acknowledged page.
   */
  void run() throws InterruptedException {
    Optional<Long> marker =
        jdbc.sql("select position from relay_backfill where slot = :slot")
            .param("slot", slot)
            .query(Long.class)
            .optional();
    if (marker.isEmpty()) {
      return;
    }
    long position = marker.get();
    long sent = 0;
    List<Stored> page = after(position);
    while (!page.isEmpty()) {
      send.all(page.stream().map(Stored::record).toList());
      position = page.getLast().position();
      sent += page.size();
      jdbc.sql("update relay_backfill set position = :position where slot = :slot")
          .param("position", position)
          .param("slot", slot)
          .update();
      page = after(position);
    }
    List<ProducerRecord<String, byte[]>> profiles = profiles();
    send.all(erasures());
    send.all(profiles);
    jdbc.sql("delete from relay_backfill where slot = :slot").param("slot", slot).update();
    LOG.info(
        "Sent what was stored before the slot existed: {} events and {} profiles",
        sent,
        profiles.size());
  }

  private List<Stored> after(long position) {
    return jdbc.sql("select * from event where position > :position order by position limit :page")
        .param("position", position)
        .param("page", PAGE)
        .query((row, number) -> new Stored(row.getLong("position"), event(row)))
        .list();
  }

  private static ProducerRecord<String, byte[]> event(ResultSet row) throws SQLException {
    String name = row.getString("type");
    return EventRecords.record(
        EventType.named(name)
            .orElseThrow(
                () -> new IllegalArgumentException("the store holds an unknown event " + name)),
        row.getString("event_id"),
        StreamId.parse(row.getString("stream")),
        row.getLong("sequence"),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
        row.getString("traceparent"),
        row.getString("payload").getBytes(StandardCharsets.UTF_8));
  }

  private List<ProducerRecord<String, byte[]>> erasures() {
    return jdbc.sql("select learner_id from learner_erasure order by learner_id")
        .query(
            (row, number) -> ProfileRecords.tombstone(new LearnerId(row.getString("learner_id"))))
        .list();
  }

  private List<ProducerRecord<String, byte[]>> profiles() {
    return jdbc.sql("select * from learner_profile order by learner_id")
        .query((row, number) -> {
          LearnerProfile profile =
              new LearnerProfile(
                  new LearnerId(row.getString("learner_id")),
                  row.getString("display_name"),
                  row.getString("email"),
                  row.getString("time_zone"),
                  row.getString("locale"),
                  row.getBoolean("leaderboard_opt_out"));
          return ProfileRecords.record(
              profile,
              profile.learnerId() + "@" + row.getLong("revision"),
              row.getObject("updated_at", OffsetDateTime.class).toInstant());
        })
        .list();
  }
}
