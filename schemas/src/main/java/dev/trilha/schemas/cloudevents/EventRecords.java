package dev.trilha.schemas.cloudevents;

import static dev.trilha.schemas.cloudevents.UnreadableRecordException.Reason.CONTRADICTION;
import static dev.trilha.schemas.cloudevents.UnreadableRecordException.Reason.NO_ENVELOPE;
import static dev.trilha.schemas.cloudevents.UnreadableRecordException.Reason.UNKNOWN_TYPE;
import static dev.trilha.schemas.cloudevents.UnreadableRecordException.Reason.UNREADABLE_VALUE;

import dev.trilha.schemas.DomainEvent;
import dev.trilha.schemas.EventType;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.StreamId;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Domain events to and from Kafka. */
public final class EventRecords {
  static final URI SOURCE = URI.create("urn:trilha:command-service");

  private EventRecords() {}

  /**
   * @param payload the event's JSON, taken as it was stored
   */
  public static ProducerRecord<String, byte[]> record(
      EventType type,
      String id,
      StreamId stream,
      long sequence,
      Instant time,
      @Nullable String traceparent,
      byte[] payload) {
    CloudEventBuilder cloudEvent =
        CloudEventBuilder.v1()
            .withId(id)
            .withSource(SOURCE)
            .withType(type.cloudEventType())
            .withSubject(stream.toString())
            .withTime(time.atOffset(ZoneOffset.UTC))
            .withExtension("sequence", Long.toString(sequence))
            .withExtension("partitionkey", stream.key())
            .withData("application/json", payload);
    if (traceparent != null) {
      cloudEvent.withExtension("traceparent", traceparent);
    }
    return KafkaMessageFactory.<String>createWriter(type.topic().topicName(), stream.key())
        .writeBinary(cloudEvent.build());
  }

  public static ProducerRecord<String, byte[]> record(RecordedEvent recorded) {
    return record(
        EventType.of(recorded.event()),
        recorded.id(),
        recorded.stream(),
        recorded.sequence(),
        recorded.time(),
        recorded.traceparent(),
        Json.mapper().writeValueAsBytes(recorded.event()));
  }

  /**
   * @throws UnreadableRecordException when the record is no event of ours
   */
  public static RecordedEvent read(ConsumerRecord<String, byte[]> record) {
    CloudEvent cloudEvent = envelope(record);
    EventType type =
        EventType.ofCloudEventType(cloudEvent.getType())
            .orElseThrow(() ->
                new UnreadableRecordException(
                    UNKNOWN_TYPE, "unknown event type " + cloudEvent.getType()));
    StreamId stream = stream(record, cloudEvent);
    return new RecordedEvent(
        cloudEvent.getId(),
        stream,
        sequence(cloudEvent),
        time(cloudEvent),
        cloudEvent.getExtension("traceparent") instanceof String traceparent ? traceparent : null,
        value(type, cloudEvent.getData()));
  }

  private static CloudEvent envelope(ConsumerRecord<String, byte[]> record) {
    try {
      return KafkaMessageFactory.createReader(record).toEvent();
    } catch (CloudEventRWException
        | IllegalStateException
        | IllegalArgumentException notACloudEvent) {
      throw new UnreadableRecordException(
          NO_ENVELOPE, "not a CloudEvent: " + notACloudEvent.getMessage(), notACloudEvent);
    }
  }

  private static StreamId stream(ConsumerRecord<String, byte[]> record, CloudEvent cloudEvent) {
    String subject = cloudEvent.getSubject();
    if (subject == null) {
      throw new UnreadableRecordException(NO_ENVELOPE, "the event has no subject");
    }
    StreamId stream;
    try {
      stream = StreamId.parse(subject);
    } catch (IllegalArgumentException noStream) {
      throw new UnreadableRecordException(
          NO_ENVELOPE, "the event's subject names no stream", noStream);
    }
    if (!stream.key().equals(record.key())) {
      throw new UnreadableRecordException(
          CONTRADICTION, "the record's key is not that of " + subject);
    }
    return stream;
  }

  private static long sequence(CloudEvent cloudEvent) {
    if (cloudEvent.getExtension("sequence") instanceof String sequence) {
      try {
        return Long.parseLong(sequence);
      } catch (NumberFormatException notANumber) {
        throw new UnreadableRecordException(
            NO_ENVELOPE, "the event's sequence is no number", notANumber);
      }
    }
    throw new UnreadableRecordException(NO_ENVELOPE, "the event has no sequence");
  }

  private static Instant time(CloudEvent cloudEvent) {
    if (cloudEvent.getTime() == null) {
      throw new UnreadableRecordException(NO_ENVELOPE, "the event has no time");
    }
    return cloudEvent.getTime().toInstant();
  }

  private static DomainEvent value(EventType type, @Nullable CloudEventData data) {
    if (data == null) {
      throw new UnreadableRecordException(UNREADABLE_VALUE, "the event has no value");
    }
    try {
      return Json.mapper().readValue(data.toBytes(), type.eventClass());
    } catch (JacksonException unreadable) {
      // Jackson's own message quotes the value; a log must not.
      throw new UnreadableRecordException(
          UNREADABLE_VALUE, "the value is no " + type.cloudEventType(), unreadable);
    }
  }
}
