package dev.trilha.query.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Curriculum;
import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.Feed;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.StreamId.OfEnrollment;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.EventRecords;
import dev.trilha.schemas.cloudevents.ProfileRecords;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordReaderTest {
  private static final Walk ANA = Walk.of("ana", "java");
  private static final OfEnrollment STREAM =
      new OfEnrollment(new LearnerId("ana"), new RoadmapId("java"));

  private static Reading read(ProducerRecord<String, byte[]> sent) {
    return read(sent, sent.topic(), sent.value());
  }

  private static Reading read(
      ProducerRecord<String, byte[]> sent, String topic, byte @Nullable [] value) {
    return RecordReader.read(
        new ConsumerRecord<>(
            topic,
            0,
            0,
            0,
            TimestampType.CREATE_TIME,
            0,
            0,
            sent.key(),
            value,
            sent.headers(),
            Optional.empty()));
  }

  @Test
  void readsAnEvent() {
    assertThat(read(Feed.record(3, ANA.enrolled())))
        .isInstanceOfSatisfying(
            Reading.Event.class,
            event -> {
              assertThat(event.recorded().stream()).isEqualTo(STREAM);
              assertThat(event.recorded().sequence()).isEqualTo(3);
            });
  }

  @Test
  void anErasedProfileIsAMessage() {
    assertThat(read(ProfileRecords.tombstone(ANA.learner())))
        .isEqualTo(new Reading.Profile(new ProfileChange(ANA.learner(), null)));
  }

  @Test
  void anEventWithoutAValueIsUnreadableAndNamesItsStream() {
    var sent = Feed.record(0, ANA.enrolled());

    assertThat(read(sent, sent.topic(), null))
        .isInstanceOfSatisfying(
            Reading.Unreadable.class,
            unreadable -> {
              assertThat(unreadable.reason()).isEqualTo("UNREADABLE_VALUE");
              assertThat(unreadable.stream()).isEqualTo(STREAM);
            });
  }

  @Test
  void aRecordWithoutAnEnvelopeNamesNoStream() {
    assertThat(
            read(new ProducerRecord<>(Topic.ENROLLMENT.topicName(), "ana", new byte[] {'{', '}'})))
        .isInstanceOfSatisfying(
            Reading.Unreadable.class,
            unreadable -> {
              assertThat(unreadable.reason()).isEqualTo("NO_ENVELOPE");
              assertThat(unreadable.stream()).isNull();
            });
  }

  @Test
  void anEventOnAnothersTopicIsAContradiction() {
    var sent = Feed.record(0, ANA.enrolled());

    assertThat(read(sent, Topic.TEAM.topicName(), sent.value()))
        .isInstanceOfSatisfying(
            Reading.Unreadable.class,
            unreadable -> assertThat(unreadable.reason()).isEqualTo("CONTRADICTION"));
  }

  @Test
  void anEventUnderAnothersSubjectIsAContradiction() {
    var sent =
        EventRecords.record(
            new RecordedEvent(
                "1", STREAM, 0, Curriculum.NOON, null, Walk.of("ana", "kotlin").enrolled()));

    assertThat(read(sent))
        .isInstanceOfSatisfying(
            Reading.Unreadable.class,
            unreadable -> assertThat(unreadable.reason()).isEqualTo("CONTRADICTION"));
  }
}
