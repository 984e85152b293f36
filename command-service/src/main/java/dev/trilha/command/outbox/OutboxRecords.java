package dev.trilha.command.outbox;

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

  /** Returns nothing for what is no row of ours (a heartbeat, say). */
  static Optional<Outgoing> of(SourceRecord change) {
    if (!(change.value() instanceof Struct envelope) || envelope.schema().field("source") == null) {
      return Optional.empty();
    }
    String table = envelope.getStruct("source").getString("table");
    return switch (table) {
      // Events are inserted and never deleted; who does it by hand tells nobody.
      case "event" -> Optional.ofNullable(envelope.getStruct("after")).map(OutboxRecords::event);
      case "learner_profile" ->
          Optional.of(profile(envelope.getStruct("before"), envelope.getStruct("after")));
      case null, default -> Optional.empty();
    };
  }

  /** The position of the event that was inserted; {@link Outgoing#NO_EVENT} of other changes. */
  static long position(SourceRecord change) {
    if (!(change.value() instanceof Struct envelope)
        || envelope.schema().field("after") == null
        || envelope.getStruct("after") == null) {
      return Outgoing.NO_EVENT;
    }
    Struct row = envelope.getStruct("after");
    return row.schema().field("position") == null ? Outgoing.NO_EVENT : row.getInt64("position");
  }

  /** Nothing when the change is no mark of ours. */
  static Optional<Mark> mark(SourceRecord change) {
    return change.value() instanceof Struct envelope ? Mark.of(envelope) : Optional.empty();
  }

  private static Outgoing event(Struct row) {
    String stream = row.getString("stream");
    return Outgoing.of(
        row.getInt64("position"),
        stream,
        () ->
            EventRecords.record(
                StoredEvents.type(row.getString("type")),
                row.getString("event_id"),
                StreamId.parse(stream),
                row.getInt64("sequence"),
                instant(row.getString("recorded_at")),
                row.getString("traceparent"),
                row.getString("payload").getBytes(StandardCharsets.UTF_8)));
  }

  private static Outgoing profile(@Nullable Struct before, @Nullable Struct after) {
    Struct row = after == null ? before : after;
    if (row == null) {
      return new Outgoing(
          Outgoing.NO_EVENT, "learner/?", null, "a profile was deleted without saying whose");
    }
    String learner = row.getString("learner_id");
    return Outgoing.of(
        Outgoing.NO_EVENT,
        "learner/" + learner,
        () ->
            after == null
                ? ProfileRecords.tombstone(new LearnerId(learner))
                : profile(new LearnerId(learner), after));
  }

  private static ProducerRecord<String, byte[]> profile(LearnerId learner, Struct row) {
    LearnerProfile profile =
        new LearnerProfile(
            learner,
            row.getString("display_name"),
            row.getString("email"),
            row.getString("time_zone"),
            row.getString("locale"),
            row.getBoolean("leaderboard_opt_out"));
    return ProfileRecords.record(
        profile, learner + "@" + row.getInt64("revision"), instant(row.getString("updated_at")));
  }

  private static Instant instant(String zonedTimestamp) {
    return OffsetDateTime.parse(zonedTimestamp).toInstant();
  }
}
