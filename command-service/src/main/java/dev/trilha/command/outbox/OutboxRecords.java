package dev.trilha.command.outbox;

import dev.trilha.schemas.EventType;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.LearnerProfile;
import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.cloudevents.EventRecords;
import dev.trilha.schemas.cloudevents.ProfileRecords;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** What Debezium read of the WAL, as the record that Kafka gets. */
final class OutboxRecords {
  private OutboxRecords() {}

  /**
   * Returns nothing for what is no row of ours (a heartbeat, say).
   *
   * @throws IllegalArgumentException when a row of ours cannot be told to Kafka
   */
  static Optional<ProducerRecord<String, byte[]>> of(SourceRecord change) {
    if (!(change.value() instanceof Struct envelope) || envelope.schema().field("source") == null) {
      return Optional.empty();
    }
    String table = envelope.getStruct("source").getString("table");
    return switch (table) {
      case "event" -> Optional.of(event(envelope.getStruct("after")));
      case "learner_profile" ->
          Optional.of(profile(envelope.getStruct("before"), envelope.getStruct("after")));
      case null, default -> Optional.empty();
    };
  }

  /**
   * Up to which event of the store a change shows that everything was read; -1 when it does not
   * say.
   */
  static long position(SourceRecord change) {
    if (!(change.value() instanceof Struct envelope)) {
      return -1;
    }
    if (envelope.schema().field("message") != null) {
      Struct message = envelope.getStruct("message");
      return OutboxSlot.MARK.equals(message.getString("prefix"))
          ? Long.parseLong(new String(message.getBytes("content"), StandardCharsets.US_ASCII))
          : -1;
    }
    if (envelope.schema().field("after") == null || envelope.getStruct("after") == null) {
      return -1;
    }
    Struct row = envelope.getStruct("after");
    return row.schema().field("position") == null ? -1 : row.getInt64("position");
  }

  private static ProducerRecord<String, byte[]> event(Struct row) {
    String name = row.getString("type");
    EventType type =
        EventType.named(name)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "position %d holds an unknown event %s"
                        .formatted(row.getInt64("position"), name)));
    return EventRecords.record(
        type,
        row.getString("event_id"),
        StreamId.parse(row.getString("stream")),
        row.getInt64("sequence"),
        instant(row.getString("recorded_at")),
        row.getString("traceparent"),
        row.getString("payload").getBytes(StandardCharsets.UTF_8));
  }

  private static ProducerRecord<String, byte[]> profile(
      @Nullable Struct before, @Nullable Struct after) {
    if (after == null) {
      if (before == null) {
        throw new IllegalArgumentException("a profile was deleted without saying whose");
      }
      return ProfileRecords.tombstone(new LearnerId(before.getString("learner_id")));
    }
    LearnerProfile profile =
        new LearnerProfile(
            new LearnerId(after.getString("learner_id")),
            after.getString("display_name"),
            after.getString("email"),
            after.getString("time_zone"),
            after.getString("locale"),
            after.getBoolean("leaderboard_opt_out"));
    return ProfileRecords.record(
        profile,
        profile.learnerId() + "@" + after.getInt64("revision"),
        instant(after.getString("updated_at")));
  }

  private static Instant instant(String zonedTimestamp) {
    return OffsetDateTime.parse(zonedTimestamp).toInstant();
  }
}
