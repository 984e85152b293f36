package dev.trilha.query.inbox;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.Feed;
import dev.trilha.query.RunningService;
import dev.trilha.schemas.EventType;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.StreamId.OfEnrollment;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.EventRecords;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class InboxIT extends RunningService {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final String learner = fresh("bia");
  private final Walk java = Walk.of(learner, fresh("java"));
  private final Walk kotlin = Walk.of(learner, fresh("kotlin"));

  @Autowired private Intake intake;
  @Autowired private Positions positions;
  @Autowired private MeterRegistry registry;

  private static ProducerRecord<String, byte[]> poison(Walk walk, EventType type) {
    return EventRecords.record(
        type,
        "poison",
        new OfEnrollment(walk.learner(), walk.roadmap()),
        1,
        Instant.now(),
        null,
        "{not json".getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode parked(String learner, int count) {
    await()
        .alias("never parked for " + learner)
        .atMost(TEN_SECONDS)
        .untilAsserted(() -> assertThat(parkedOf(learner)).hasSize(count));
    return client.get("/v1/admin/parked").json();
  }

  private List<String> parkedOf(String learner) {
    return jdbc.sql("SELECT reason FROM parked_record WHERE record_key = ? ORDER BY record_offset")
        .param(learner)
        .query((row, _) -> row.getString(1))
        .list();
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

  @Test
  void anUnreadableRecordParksItsStreamInOrderAndNothingElse() {
    Walk other = Walk.of(fresh("caio"), "java");
    feed.rawTogether(
        List.of(
            Feed.record(0, java.enrolled()),
            Feed.record(0, kotlin.enrolled()),
            poison(java, EventType.ITEM_COMPLETED),
            Feed.record(2, java.completed("jdbc", 2, tally("tier-2", 2, 0, 3))),
            Feed.record(1, kotlin.completed("jdbc", 1, tally("tier-2", 1, 0, 3))),
            Feed.record(3, java.completed("unit", 3, tally("tier-2", 3, 0, 3))),
            Feed.record(0, other.enrolled())));

    reaches(kotlin, 2);
    reaches(other, 1);
    JsonNode all = parked(learner, 3);

    assertThat(version(java)).isEqualTo(1);
    assertThat(parkedOf(learner))
        .containsExactly("UNREADABLE_VALUE", "STREAM_PARKED", "STREAM_PARKED");
    assertThat(all.path("records").toString())
        .contains("\"stream\":\"enrollment/%s/%s\"".formatted(learner, java.roadmap()))
        .doesNotContain("{not json");
  }

  @Test
  void aStreamStaysParkedInLaterPolls() {
    feed.event(0, java.enrolled());
    reaches(java, 1);
    feed.raw(poison(java, EventType.ITEM_SKIPPED));
    parked(learner, 1);

    feed.event(2, java.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));

    parked(learner, 2);
    assertThat(version(java)).isEqualTo(1);
  }

  @Test
  void aRecordThatNamesNoStreamParksEveryStreamOfItsKey() {
    feed.event(0, java.enrolled());
    feed.raw(
        new ProducerRecord<>(
            Topic.ENROLLMENT.topicName(), learner, "hello".getBytes(StandardCharsets.UTF_8)));
    feed.event(1, java.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));
    feed.event(0, kotlin.enrolled());

    parked(learner, 3);

    assertThat(parkedOf(learner)).containsExactly("NO_ENVELOPE", "STREAM_PARKED", "STREAM_PARKED");
    assertThat(version(java)).isEqualTo(1);
    assertThat(version(kotlin)).isZero();
  }

  @Test
  void anUnknownTypeAndAMissingValueArePoisonToo() {
    ProducerRecord<String, byte[]> unknown = Feed.record(0, java.enrolled());
    unknown
        .headers()
        .remove("ce_type")
        .add("ce_type", "dev.trilha.item-eaten.v1".getBytes(StandardCharsets.UTF_8));
    ProducerRecord<String, byte[]> empty = Feed.record(0, kotlin.enrolled());
    feed.raw(unknown);
    feed.raw(new ProducerRecord<>(empty.topic(), null, empty.key(), null, empty.headers()));

    parked(learner, 2);

    assertThat(parkedOf(learner)).containsExactly("UNKNOWN_TYPE", "UNREADABLE_VALUE");
  }

  @Test
  void whatTheDatabaseRefusesBecauseOfItsContentIsParkedAndTheRestOfThePollIsNot() {
    String roadmap = fresh("nul");
    String good = fresh("good");
    feed.rawTogether(
        List.of(
            Feed.record(
                0, new RoadmapPublished(new RoadmapId(roadmap), 1, "A\0B", "en", List.of())),
            Feed.record(0, new RoadmapPublished(new RoadmapId(good), 1, "Good", "en", List.of()))));

    client.eventually(
        "/v1/roadmaps/" + good,
        tree -> assertThat(tree.path("title").asString()).isEqualTo("Good"));
    parked(roadmap, 1);
    assertThat(parkedOf(roadmap)).containsExactly("UNMAPPABLE");
    assertThat(client.get("/v1/roadmaps/" + roadmap).status()).isEqualTo(404);
  }

  @Test
  void aNewerProfileClearsAnUnreadableOne() {
    feed.raw(
        new ProducerRecord<>(
            Topic.LEARNER_PROFILE.topicName(), learner, "[".getBytes(StandardCharsets.UTF_8)));
    parked(learner, 1);

    feed.erased(learner);

    parked(learner, 0);
  }

  /** An internal error, a serialization failure, a deadlock, a lock that could not be had. */
  @ParameterizedTest
  @ValueSource(strings = {"XX000", "40001", "40P01", "55P03"})
  void whenTheCommitFailsNeitherRowsNorPositionsAreWritten(String sqlState) {
    feed.event(0, java.enrolled());
    reaches(java, 1);
    // Fails when everything is written, at the very end of the transaction.
    jdbc.sql(
            """
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '%s'; END $$
            """
                .formatted(sqlState))
        .update();
    jdbc.sql(
            """
            CREATE CONSTRAINT TRIGGER refuse AFTER INSERT OR UPDATE ON enrollment
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse()
            """)
        .update();
    double before = retries();
    RecordMetadata sent = feed.event(1, java.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));
    try {
      await()
          .alias("the failure was never seen")
          .atMost(TEN_SECONDS)
          .until(() -> retries() > before + 1);
      assertThat(version(java)).isEqualTo(1);
      assertThat(positionOf(sent)).isLessThanOrEqualTo(sent.offset());
      assertThat(client.get("/actuator/health").json().path("components").path("inbox").toString())
          .contains("DOWN", "refused");
      assertThat(client.get("/actuator/health/readiness").status()).isEqualTo(200);
    } finally {
      jdbc.sql("DROP TRIGGER refuse ON enrollment").update();
      jdbc.sql("DROP FUNCTION refuse").update();
    }

    reaches(java, 2);
    assertThat(positionOf(sent)).isGreaterThan(sent.offset());
  }

  private double retries() {
    return registry.get("trilha.inbox.retries").tag("cause", "database").counter().count();
  }

  private long positionOf(RecordMetadata sent) {
    return jdbc.sql("SELECT next_offset FROM inbox_position WHERE topic = ? AND partition = ?")
        .params(sent.topic(), sent.partition())
        .query(Long.class)
        .single();
  }

  @Test
  void aConsumerThatLostItsPartitionWritesNothing() {
    var partition = new TopicPartition(Topic.ENROLLMENT.topicName(), 4711);
    positions.of(List.of(partition));
    var owner = slice(partition, 0, java);
    var zombie = slice(partition, 0, kotlin);
    intake.take(List.of(owner));

    assertThatThrownBy(() -> intake.take(List.of(zombie)))
        .isInstanceOf(StaleConsumerException.class);

    assertThat(version(java)).isEqualTo(1);
    assertThat(version(kotlin)).isZero();
    jdbc.sql("DELETE FROM inbox_position WHERE partition = 4711").update();
  }

  private static Intake.Slice slice(TopicPartition partition, long offset, Walk walk) {
    ProducerRecord<String, byte[]> sent = Feed.record(0, walk.enrolled());
    var record =
        new ConsumerRecord<>(
            partition.topic(), partition.partition(), offset, sent.key(), sent.value());
    sent.headers().forEach(record.headers()::add);
    return new Intake.Slice(partition, offset, List.of(record));
  }

  @Test
  void aPositionMovedByAnotherConsumerIsTakenOver() {
    RecordMetadata first = feed.event(0, java.enrolled());
    reaches(java, 1);
    // As if another replica had read on to a record that does not exist yet.
    jdbc.sql(
            "UPDATE inbox_position SET next_offset = next_offset + 1 WHERE topic = ? AND partition"
                + " = ?")
        .params(first.topic(), first.partition())
        .update();

    feed.event(1, java.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));
    feed.event(2, java.completed("unit", 2, tally("tier-2", 2, 0, 3)));

    reaches(java, 3);
    assertThat(itemsOf(java)).containsExactly("unit");
    assertThat(registry.get("trilha.inbox.retries").tag("cause", "fenced").counter().count())
        .isPositive();
  }

  private List<String> itemsOf(Walk walk) {
    return jdbc.sql("SELECT item_id FROM item_state WHERE learner_id = ? AND roadmap_id = ?")
        .params(walk.learner().value(), walk.roadmap().value())
        .query((row, _) -> row.getString(1))
        .list();
  }

  @Test
  void everyRecordReadIsAppliedRepeatedParkedOrDiscarded() {
    String topic = Topic.ENROLLMENT.topicName();
    double applied = records(topic, InboxMetrics.Outcome.APPLIED);
    double repeated = records(topic, InboxMetrics.Outcome.REPEATED);
    double parked = records(topic, InboxMetrics.Outcome.PARKED);
    feed.event(0, java.enrolled());
    feed.event(0, java.enrolled());
    feed.raw(poison(java, EventType.ITEM_STARTED));
    parked(learner, 1);

    assertThat(records(topic, InboxMetrics.Outcome.APPLIED) - applied).isEqualTo(1);
    assertThat(records(topic, InboxMetrics.Outcome.REPEATED) - repeated).isEqualTo(1);
    assertThat(records(topic, InboxMetrics.Outcome.PARKED) - parked).isEqualTo(1);
    assertThat(records(topic, InboxMetrics.Outcome.READ))
        .isEqualTo(
            records(topic, InboxMetrics.Outcome.APPLIED)
                + records(topic, InboxMetrics.Outcome.REPEATED)
                + records(topic, InboxMetrics.Outcome.PARKED)
                + records(topic, InboxMetrics.Outcome.DISCARDED));
  }

  private double records(String topic, InboxMetrics.Outcome outcome) {
    return registry
        .get("trilha.inbox.records")
        .tags("topic", topic, "outcome", outcome.name().toLowerCase(Locale.ROOT))
        .counter()
        .count();
  }

  @Test
  void theLagIsKnownPerTopicAndGoesBackToNothing() {
    feed.event(0, java.enrolled());
    reaches(java, 1);

    await()
        .alias("the lag never went away")
        .atMost(TEN_SECONDS)
        .untilAsserted(() -> {
          for (Topic topic : Topic.values()) {
            assertThat(
                    registry
                        .get("trilha.inbox.lag.records")
                        .tag("topic", topic.topicName())
                        .gauge()
                        .value())
                .isZero();
            assertThat(
                    registry
                        .get("trilha.inbox.lag")
                        .tag("topic", topic.topicName())
                        .timeGauge()
                        .value(TimeUnit.SECONDS))
                .isLessThan(5);
          }
        });
  }
}
