package dev.trilha.query.inbox;

import static dev.trilha.schemas.cloudevents.UnreadableRecordException.Reason.CONTRADICTION;

import dev.trilha.schemas.DomainEvent;
import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.EventType;
import dev.trilha.schemas.RoadmapEvent;
import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.TeamEvent;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.EventRecords;
import dev.trilha.schemas.cloudevents.ProfileRecords;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import dev.trilha.schemas.cloudevents.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** From a record of Kafka to a message, or to the reason why it is none. */
final class RecordReader {
  private RecordReader() {}

  static Reading read(ConsumerRecord<String, byte[]> record) {
    try {
      if (record.topic().equals(Topic.LEARNER_PROFILE.topicName())) {
        return new Reading.Profile(
            new ProfileChange(
                ProfileRecords.learner(record), ProfileRecords.read(record).orElse(null)));
      }
      RecordedEvent recorded = EventRecords.read(record);
      String contradiction = contradiction(record, recorded);
      return contradiction == null
          ? new Reading.Event(recorded)
          : new Reading.Unreadable(CONTRADICTION.name(), contradiction, recorded.stream());
    } catch (UnreadableRecordException unreadable) {
      return new Reading.Unreadable(
          unreadable.reason().name(), String.valueOf(unreadable.getMessage()), streamOf(record));
    }
  }

  private static @Nullable String contradiction(
      ConsumerRecord<String, byte[]> record, RecordedEvent recorded) {
    if (!EventType.of(recorded.event()).topic().topicName().equals(record.topic())) {
      return "such an event does not belong on " + record.topic();
    }
    if (!streamOf(recorded.event()).equals(recorded.stream())) {
      return "the event's content is not that of its subject " + recorded.stream();
    }
    return recorded.sequence() < 0 ? "the event's sequence is negative" : null;
  }

  private static StreamId streamOf(DomainEvent event) {
    return switch (event) {
      case RoadmapEvent of -> new StreamId.OfRoadmap(of.roadmapId());
      case EnrollmentEvent of -> new StreamId.OfEnrollment(of.learnerId(), of.roadmapId());
      case TeamEvent of -> new StreamId.OfTeam(of.teamId());
    };
  }

  /** The stream that an unreadable record names, if at least that can be read. */
  private static @Nullable StreamId streamOf(ConsumerRecord<String, byte[]> record) {
    Header subject = record.headers().lastHeader("ce_subject");
    if (subject == null || subject.value() == null) {
      return null;
    }
    try {
      return StreamId.parse(new String(subject.value(), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException noStream) {
      return null;
    }
  }
}
