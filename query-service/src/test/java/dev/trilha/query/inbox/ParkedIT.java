package dev.trilha.query.inbox;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.published;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trilha.query.Client.Answer;
import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.Feed;
import dev.trilha.query.RunningService;
import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.EventType;
import dev.trilha.schemas.StreamId.OfEnrollment;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.EventRecords;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What an administrator can do with what is parked. */
class ParkedIT extends RunningService {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final String learner = fresh("dora");
  private final Walk java = Walk.of(learner, fresh("java"));
  private final Walk kotlin = Walk.of(learner, fresh("kotlin"));

  @Autowired private MeterRegistry registry;
  @Autowired private PlatformTransactionManager transactions;

  private static ProducerRecord<String, byte[]> poison(Walk walk, long sequence) {
    return EventRecords.record(
        EventType.ITEM_COMPLETED,
        "poison",
        new OfEnrollment(walk.learner(), walk.roadmap()),
        sequence,
        Instant.now(),
        null,
        "{not json".getBytes(StandardCharsets.UTF_8));
  }

  private static String id(RecordMetadata sent) {
    return "%s-%d-%d".formatted(sent.topic(), sent.partition(), sent.offset());
  }

  private List<String> reasons() {
    return jdbc.sql("SELECT reason FROM parked_record WHERE record_key = ? ORDER BY record_offset")
        .param(learner)
        .query((row, _) -> row.getString(1))
        .list();
  }

  private void parks(String... reasons) {
    await()
        .alias("never parked for " + learner)
        .atMost(TEN_SECONDS)
        .untilAsserted(() -> assertThat(reasons()).containsExactly(reasons));
  }

  private long version(Walk walk) {
    return jdbc.sql("SELECT sequence + 1 FROM enrollment WHERE learner_id = ? AND roadmap_id = ?")
        .params(walk.learner().value(), walk.roadmap().value())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  private void reaches(Walk walk, long version) {
    await()
        .alias("%s never came to %d".formatted(walk, version))
        .atMost(TEN_SECONDS)
        .untilAsserted(() -> assertThat(version(walk)).isEqualTo(version));
  }

  private Answer administer(RecordMetadata sent, String what) {
    return client.send("POST", "/v1/admin/parked/%s/%s".formatted(id(sent), what));
  }

  @Test
  void whatCanBeAppliedByNowIsAppliedInOrderWithWhatWaitedBehindIt() {
    jdbc.sql(
            "ALTER TABLE item_state ADD CONSTRAINT no_jdbc CHECK (learner_id <> '%s' OR item_id <>"
                    .formatted(learner)
                + " 'jdbc')")
        .update();
    RecordMetadata refused;
    try {
      feed.event(0, java.enrolled());
      refused = feed.event(1, java.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));
      feed.event(2, java.completed("unit", 2, tally("tier-2", 2, 0, 3)));
      feed.event(3, java.reopened("unit", 1, tally("tier-2", 1, 0, 3)));
      parks("UNMAPPABLE", "STREAM_PARKED", "STREAM_PARKED");
    } finally {
      jdbc.sql("ALTER TABLE item_state DROP CONSTRAINT no_jdbc").update();
    }

    Answer answer = administer(refused, "retry");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("{\"discarded\":0,\"applied\":3,\"parked\":0}");
    assertThat(version(java)).isEqualTo(4);
    assertThat(reasons()).isEmpty();
    assertThat(statuses()).containsExactly("done", "todo");
    feed.event(4, java.completed("unit", 2, tally("tier-2", 2, 0, 3)));
    reaches(java, 5);
  }

  private List<String> statuses() {
    return jdbc.sql("SELECT status FROM item_state WHERE learner_id = ? ORDER BY item_id")
        .param(learner)
        .query((row, _) -> row.getString(1))
        .list();
  }

  @Test
  void whatStillCannotBeAppliedStaysParkedWithWhatWaitsBehindIt() {
    feed.event(0, java.enrolled());
    RecordMetadata unreadable = feed.raw(poison(java, 1));
    feed.event(2, java.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));
    feed.raw(poison(kotlin, 0));
    parks("UNREADABLE_VALUE", "STREAM_PARKED", "UNREADABLE_VALUE");

    Answer answer = administer(unreadable, "retry");

    assertThat(answer.text()).isEqualTo("{\"discarded\":0,\"applied\":0,\"parked\":3}");
    assertThat(version(java)).isEqualTo(1);
    parks("UNREADABLE_VALUE", "STREAM_PARKED", "UNREADABLE_VALUE");
  }

  @Test
  void whatIsDiscardedReleasesItsStreamAndNoOther() {
    feed.event(0, java.enrolled());
    RecordMetadata unreadable = feed.raw(poison(java, 1));
    feed.event(2, java.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));
    feed.raw(poison(kotlin, 0));
    feed.event(1, kotlin.enrolled());
    parks("UNREADABLE_VALUE", "STREAM_PARKED", "UNREADABLE_VALUE", "STREAM_PARKED");
    double released = released("discarded");

    Answer answer = administer(unreadable, "discard");

    assertThat(answer.text()).isEqualTo("{\"discarded\":1,\"applied\":1,\"parked\":2}");
    assertThat(version(java)).isEqualTo(3);
    assertThat(version(kotlin)).isZero();
    assertThat(released("discarded") - released).isEqualTo(1);
  }

  private double released(String outcome) {
    return registry.get("trilha.inbox.released").tag("outcome", outcome).counter().count();
  }

  @Test
  void whatIsDiscardedIsPassedOverWhenItIsReadAgain() {
    feed.event(0, java.enrolled());
    RecordMetadata unreadable = feed.raw(poison(java, 1));
    parks("UNREADABLE_VALUE");
    administer(unreadable, "discard");
    double passed = passedOver();

    jdbc.sql("UPDATE inbox_position SET next_offset = ? WHERE topic = ? AND partition = ?")
        .params(unreadable.offset(), unreadable.topic(), unreadable.partition())
        .update();
    feed.event(2, java.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));

    reaches(java, 3);
    assertThat(reasons()).isEmpty();
    assertThat(passedOver()).isGreaterThan(passed);
  }

  private double passedOver() {
    return registry
        .get("trilha.inbox.records")
        .tags("topic", Topic.ENROLLMENT.topicName(), "outcome", "discarded")
        .counter()
        .count();
  }

  @Test
  void theGoodCopyOfADamagedEventIsAppliedAtItsPlace() {
    feed.event(0, java.enrolled());
    RecordMetadata damaged = feed.raw(poison(java, 1));
    EnrollmentEvent jdbc = java.completed("jdbc", 1, tally("tier-2", 1, 0, 3));
    EnrollmentEvent unit = java.completed("unit", 2, tally("tier-2", 2, 0, 3));
    feed.event(2, unit);
    // The stream once more.
    feed.event(0, java.enrolled());
    feed.event(1, jdbc);
    feed.event(2, unit);
    parks("UNREADABLE_VALUE", "STREAM_PARKED", "STREAM_PARKED", "STREAM_PARKED", "STREAM_PARKED");

    Answer answer = administer(damaged, "discard");

    assertThat(answer.text()).isEqualTo("{\"discarded\":1,\"applied\":4,\"parked\":0}");
    assertThat(version(java)).isEqualTo(3);
    assertThat(statuses()).containsExactly("done", "done");
  }

  /** More than are written at once. */
  @Test
  void theGoodCopyIsFoundAtTheEndOfALongQueue() {
    feed.event(0, java.enrolled());
    RecordMetadata damaged = feed.raw(poison(java, 1));
    List<ProducerRecord<String, byte[]>> behind = new ArrayList<>();
    for (int i = 2; i < 600; i++) {
      behind.add(Feed.record(i, java.started("unit", 0)));
    }
    behind.add(Feed.record(1, java.completed("jdbc", 1, tally("tier-2", 1, 0, 3))));
    feed.rawTogether(behind);
    await()
        .alias("never parked for " + learner)
        .atMost(TEN_SECONDS)
        .until(() -> reasons().size() == 600);

    Answer answer = administer(damaged, "discard");

    assertThat(answer.text()).isEqualTo("{\"discarded\":1,\"applied\":599,\"parked\":0}");
    assertThat(statuses()).containsExactly("done", "in-progress");
  }

  @Test
  void aRecordUnderAnotherKeyHoldsUpNobodyButThatKey() {
    String other = fresh("filip");
    feed.event(0, java.enrolled());
    ProducerRecord<String, byte[]> event =
        Feed.record(1, java.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));
    RecordMetadata astray =
        feed.raw(new ProducerRecord<>(event.topic(), null, other, event.value(), event.headers()));
    Walk others = Walk.of(other, fresh("java"));
    RecordMetadata behind = feed.event(0, others.enrolled());
    await()
        .alias("never parked")
        .atMost(TEN_SECONDS)
        .untilAsserted(() ->
            assertThat(streamsOf(other))
                .containsExactly(
                    astray.topic() + "/" + other,
                    "enrollment/%s/%s".formatted(other, others.roadmap())));

    feed.event(1, java.completed("unit", 1, tally("tier-2", 1, 0, 3)));
    reaches(java, 2);
    assertThat(reasons()).isEmpty();
    Answer answer = administer(astray, "discard");

    assertThat(behind.partition()).isEqualTo(astray.partition());
    assertThat(answer.text()).isEqualTo("{\"discarded\":1,\"applied\":1,\"parked\":0}");
    assertThat(version(others)).isEqualTo(1);
  }

  private List<String> streamsOf(String key) {
    return jdbc.sql("SELECT stream FROM parked_record WHERE record_key = ? ORDER BY record_offset")
        .param(key)
        .query((row, _) -> row.getString(1))
        .list();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoseEventsAreParkedIsNotShownAsFresh(boolean namesStream) {
    feed.event(0, published(java.roadmap().value(), 1));
    feed.event(0, java.enrolled());
    client.eventually(path(), shown -> assertThat(shown.path("stale").asBoolean()).isFalse());
    RecordMetadata first =
        feed.raw(
            namesStream
                ? poison(java, 1)
                : new ProducerRecord<>(
                    Topic.ENROLLMENT.topicName(),
                    learner,
                    "hello".getBytes(StandardCharsets.UTF_8)));
    feed.event(2, java.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));
    parks(namesStream ? "UNREADABLE_VALUE" : "NO_ENVELOPE", "STREAM_PARKED");

    Answer shown = client.get(path());

    assertThat(shown.json().path("stale").asBoolean()).as(shown.text()).isTrue();
    assertThat(shown.header("ETag")).isEmpty();
    assertThat(Instant.parse(shown.json().path("asOf").asString()))
        .isBeforeOrEqualTo(Instant.ofEpochMilli(first.timestamp()));
    assertThat(
            Instant.parse(
                client
                    .get("/v1/learners/%s/progress".formatted(learner))
                    .json()
                    .path("asOf")
                    .asString()))
        .isBeforeOrEqualTo(Instant.ofEpochMilli(first.timestamp()));

    administer(first, "discard");
    shown = client.get(path());
    assertThat(shown.json().path("stale").asBoolean()).as(shown.text()).isFalse();
    assertThat(shown.header("ETag")).isEqualTo("\"3\"");
  }

  @Test
  void whatIsParkedOfOneRoadmapLeavesTheOthersFresh() {
    feed.event(0, published(kotlin.roadmap().value(), 1));
    feed.event(0, kotlin.enrolled());
    feed.raw(poison(java, 0));
    parks("UNREADABLE_VALUE");

    client.eventually(
        "/v1/learners/%s/roadmaps/%s".formatted(learner, kotlin.roadmap()),
        shown -> assertThat(shown.path("stale").asBoolean()).isFalse());
  }

  private String path() {
    return "/v1/learners/%s/roadmaps/%s".formatted(learner, java.roadmap());
  }

  @Test
  void whatOnlyWaitsCannotBeDiscarded() {
    feed.raw(poison(java, 0));
    RecordMetadata waiting = feed.event(1, java.enrolled());
    parks("UNREADABLE_VALUE", "STREAM_PARKED");

    Answer answer = administer(waiting, "discard");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("only waits behind another");
    parks("UNREADABLE_VALUE", "STREAM_PARKED");
  }

  @Test
  void whatKafkaNoLongerHasIsSaidToBeLost() {
    RecordMetadata unreadable = feed.raw(poison(java, 0));
    parks("UNREADABLE_VALUE");
    jdbc.sql("UPDATE parked_record SET record_offset = 1000000000 WHERE record_key = ?")
        .param(learner)
        .update();

    Answer answer =
        client.send(
            "POST",
            "/v1/admin/parked/%s-%d-1000000000/retry"
                .formatted(unreadable.topic(), unreadable.partition()));

    assertThat(answer.text()).isEqualTo("{\"discarded\":0,\"applied\":0,\"parked\":1}");
    assertThat(reasons()).containsExactly("LOST");
  }

  @Test
  void nothingIsParkedUnderAnUnknownId() {
    assertThat(client.send("POST", "/v1/admin/parked/nonsense/retry").status()).isEqualTo(404);
    Answer answer = client.send("POST", "/v1/admin/parked/trilha.team.v1-0-99999/discard");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text()).contains("unknown-parked-record");
  }

  @Test
  void whoCallsThroughAProxyIsNoAdministrator() {
    for (String path : List.of("parked", "projections")) {
      Answer answer = client.get("/v1/admin/" + path, "X-Forwarded-For", "127.0.0.1");

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
      assertThat(answer.text()).contains("urn:trilha:problem:forbidden");
    }
  }

  @Test
  void moreThanMayBeParkedIsRefusedWhole() {
    feed.raw(poison(java, 0));
    parks("UNREADABLE_VALUE");
    var full = new Parking(jdbc, Clock.systemUTC(), 10, 1);
    var one =
        new Parking.Case(
            new Place("trilha.enrollment.v1", 4712, 0),
            learner,
            null,
            "UNREADABLE_VALUE",
            "for the test",
            Instant.EPOCH,
            null);

    assertThatThrownBy(() ->
            new TransactionTemplate(transactions)
                .executeWithoutResult(_ -> full.park(List.of(one))))
        .isInstanceOf(ParkingFullException.class);

    assertThat(reasons()).hasSize(1);
  }
}
