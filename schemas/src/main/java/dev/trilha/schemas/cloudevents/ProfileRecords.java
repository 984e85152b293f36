package dev.trilha.schemas.cloudevents;

import static dev.trilha.schemas.cloudevents.UnreadableRecordException.Reason.CONTRADICTION;
import static dev.trilha.schemas.cloudevents.UnreadableRecordException.Reason.UNREADABLE_VALUE;

import dev.trilha.schemas.Json;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.LearnerProfile;
import dev.trilha.schemas.Topic;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.core.JacksonException;

/**
 * Profiles to and from Kafka, where the newest record of a learner is the truth and one without a
 * value erases the person.
 */
public final class ProfileRecords {
  public static final String TYPE = "dev.trilha.learner-profile.v1";

  private ProfileRecords() {}

  /**
   * @param id the same for every copy of this state of the profile
   * @param time when the profile took this state
   */
  public static ProducerRecord<String, byte[]> record(
      LearnerProfile profile, String id, Instant time) {
    String key = profile.learnerId().value();
    return KafkaMessageFactory.<String>createWriter(Topic.LEARNER_PROFILE.topicName(), key)
        .writeBinary(
            CloudEventBuilder.v1()
                .withId(id)
                .withSource(EventRecords.SOURCE)
                .withType(TYPE)
                .withSubject("learner/" + key)
                .withTime(time.atOffset(ZoneOffset.UTC))
                .withExtension("partitionkey", key)
                .withData("application/json", Json.mapper().writeValueAsBytes(profile))
                .build());
  }

  public static ProducerRecord<String, byte[]> tombstone(LearnerId learnerId) {
    return new ProducerRecord<>(Topic.LEARNER_PROFILE.topicName(), learnerId.value(), null);
  }

  /** Whose profile a record is about, its value or its erasure. */
  public static LearnerId learner(ConsumerRecord<String, byte[]> record) {
    try {
      return new LearnerId(record.key());
    } catch (IllegalArgumentException | NullPointerException noLearner) {
      throw new UnreadableRecordException(
          CONTRADICTION, "the record's key is no learner", noLearner);
    }
  }

  /**
   * @return the profile, or nothing when the record erases the person
   * @throws UnreadableRecordException when the record is neither
   */
  public static Optional<LearnerProfile> read(ConsumerRecord<String, byte[]> record) {
    LearnerId learner = learner(record);
    if (record.value() == null) {
      return Optional.empty();
    }
    LearnerProfile profile;
    try {
      profile = Json.mapper().readValue(record.value(), LearnerProfile.class);
    } catch (JacksonException unreadable) {
      throw new UnreadableRecordException(UNREADABLE_VALUE, "the value is no profile", unreadable);
    }
    if (!learner.equals(profile.learnerId())) {
      throw new UnreadableRecordException(
          CONTRADICTION, "the record's key is not the profile's learner");
    }
    return Optional.of(profile);
  }
}
