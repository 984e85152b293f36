package dev.trilha.schemas.cloudevents;

import static dev.trilha.schemas.cloudevents.UnreadableRecordException.Reason.CONTRADICTION;
import static dev.trilha.schemas.cloudevents.UnreadableRecordException.Reason.NO_ENVELOPE;
import static dev.trilha.schemas.cloudevents.UnreadableRecordException.Reason.UNKNOWN_TYPE;
import static dev.trilha.schemas.cloudevents.UnreadableRecordException.Reason.UNREADABLE_VALUE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.LearnerProfile;
import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.TeamEvent.MemberJoined;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.cloudevents.UnreadableRecordException.Reason;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventRecordsTest {
  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final RecordedEvent JOINED =
      new RecordedEvent(
          "5f0b7f4e-7b4a-4a53-9f0e-1c3d6d0c7a01",
          new StreamId.OfTeam(new TeamId("aurora")),
          7,
          Instant.parse("2026-03-02T18:04:05.123456Z"),
          TRACE,
          new MemberJoined(new TeamId("aurora"), new LearnerId("ana")));

  @Test
  void anEventReadsAsItWasWritten() {
    assertThat(EventRecords.read(received(EventRecords.record(JOINED)))).isEqualTo(JOINED);
  }

  @Test
  void theEnvelopeIsACloudEventInHeadersAndTheValueIsTheEventAlone() {
    ProducerRecord<String, byte[]> record = EventRecords.record(JOINED);

    Map<String, String> headers = new TreeMap<>();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    assertThat(headers)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ce_specversion", "1.0",
                "ce_id", JOINED.id(),
                "ce_source", "urn:trilha:command-service",
                "ce_type", "dev.trilha.member-joined.v1",
                "ce_subject", "team/aurora",
                "ce_time", "2026-03-02T18:04:05.123456Z",
                "ce_sequence", "7",
                "ce_partitionkey", "aurora",
                "ce_traceparent", TRACE,
                "content-type", "application/json"));
    assertThat(record.topic()).isEqualTo("trilha.team.v1");
    assertThat(record.key()).isEqualTo("aurora");
    assertThat(new String(record.value(), UTF_8))
        .isEqualTo("{\"teamId\":\"aurora\",\"learnerId\":\"ana\"}");
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage(
            "without headers",
            NO_ENVELOPE,
            record ->
                Arrays.stream(record.headers().toArray())
                    .forEach(h -> record.headers().remove(h.key()))),
        damage("without a sequence", NO_ENVELOPE, record -> record.headers().remove("ce_sequence")),
        damage(
            "with a sequence in words", NO_ENVELOPE, record -> set(record, "ce_sequence", "seven")),
        damage("without a subject", NO_ENVELOPE, record -> record.headers().remove("ce_subject")),
        damage("without a time", NO_ENVELOPE, record -> record.headers().remove("ce_time")),
        damage(
            "with a subject that names no stream",
            NO_ENVELOPE,
            record -> set(record, "ce_subject", "aurora")),
        damage(
            "of another stream than its key",
            CONTRADICTION,
            record -> set(record, "ce_subject", "team/boreal")),
        damage(
            "of an unknown type",
            UNKNOWN_TYPE,
            record -> set(record, "ce_type", "dev.trilha.member-married.v1")));
  }

  @ParameterizedTest(name = "a record {0} is refused as {1}")
  @MethodSource("damages")
  void aDamagedEnvelopeIsRefusedWithItsReason(
      String how, Reason reason, Consumer<ConsumerRecord<String, byte[]>> damage) {
    ConsumerRecord<String, byte[]> record = received(EventRecords.record(JOINED));
    damage.accept(record);

    assertThat(reasonFor(record)).as(how).isEqualTo(reason);
  }

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("no JSON", "{not json"),
        Arguments.of("a missing field", "{\"teamId\":\"aurora\"}"),
        Arguments.of("a malformed id", "{\"teamId\":\"Aurora!\",\"learnerId\":\"ana\"}"),
        Arguments.of("nothing", null));
  }

  @ParameterizedTest(name = "a value with {0} is refused")
  @MethodSource("values")
  void anUnreadableValueIsRefused(String what, @Nullable String value) {
    ConsumerRecord<String, byte[]> record =
        received(EventRecords.record(JOINED), value == null ? null : value.getBytes(UTF_8));

    assertThat(reasonFor(record)).as(what).isEqualTo(UNREADABLE_VALUE);
  }

  @Test
  void aFieldFromALaterVersionIsIgnored() {
    byte[] later =
        "{\"teamId\":\"aurora\",\"learnerId\":\"ana\",\"role\":\"lead\"}".getBytes(UTF_8);

    assertThat(EventRecords.read(received(EventRecords.record(JOINED), later)).event())
        .isEqualTo(JOINED.event());
  }

  @Test
  void aProfileReadsAsItWasWritten() {
    LearnerProfile ana =
        new LearnerProfile(new LearnerId("ana"), "Ana", null, "America/Sao_Paulo", "pt-BR", false);

    assertThat(ProfileRecords.read(received(ProfileRecords.record(ana, "1", Instant.EPOCH))))
        .contains(ana);
  }

  @Test
  void aTombstoneIsAProfileErased() {
    ConsumerRecord<String, byte[]> tombstone =
        received(ProfileRecords.tombstone(new LearnerId("ana")));

    assertThat(ProfileRecords.read(tombstone)).isEqualTo(Optional.empty());
    assertThat(ProfileRecords.learner(tombstone)).isEqualTo(new LearnerId("ana"));
  }

  private static Arguments damage(
      String how, Reason reason, Consumer<ConsumerRecord<String, byte[]>> damage) {
    return Arguments.of(how, reason, damage);
  }

  private static void set(ConsumerRecord<String, byte[]> record, String header, String value) {
    record.headers().remove(header).add(header, value.getBytes(UTF_8));
  }

  private static @Nullable Reason reasonFor(ConsumerRecord<String, byte[]> record) {
    UnreadableRecordException refused =
        catchThrowableOfType(UnreadableRecordException.class, () -> EventRecords.read(record));
    return refused == null ? null : refused.reason();
  }

  private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
    return received(sent, sent.value());
  }

  @SuppressWarnings("NullAway") // Kafka's class is not annotated: a value may be null.
  private static ConsumerRecord<String, byte[]> received(
      ProducerRecord<String, byte[]> sent, byte @Nullable [] value) {
    return new ConsumerRecord<>(
        sent.topic(),
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        sent.key(),
        value,
        new RecordHeaders(sent.headers()),
        Optional.empty());
  }
}
