package dev.trilha.query.progress;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.published;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.query.Client.Answer;
import dev.trilha.query.Curriculum;
import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.Feed;
import dev.trilha.query.RunningService;
import dev.trilha.schemas.EnrollmentEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ProgressIT extends RunningService {
  private final String learner = fresh("ana");
  private final String roadmap = fresh("java");
  private final Walk ana = Walk.of(learner, roadmap);

  @BeforeEach
  void publish() {
    feed.event(0, published(roadmap, 1));
    client.eventually(
        "/v1/roadmaps/" + roadmap,
        tree -> assertThat(tree.path("roadmapId").asString()).isEqualTo(roadmap));
  }

  private String path() {
    return "/v1/learners/%s/roadmaps/%s".formatted(learner, roadmap);
  }

  private List<EnrollmentEvent> firstTier() {
    return List.of(
        ana.enrolled(),
        ana.completed("records", 1, tally("tier-1", 1, 0, 3), tally("basics", 1, 0, 2)),
        ana.completed("streams", 2, tally("tier-1", 2, 0, 3), tally("basics", 2, 0, 2)),
        ana.topicCompleted(2, tally("basics", 2, 0, 2)),
        ana.completed("maven", 3, tally("tier-1", 3, 0, 3), tally("tools", 1, 0, 1)),
        ana.tierCompleted(3, tally("tier-1", 3, 0, 3)));
  }

  private void send(List<EnrollmentEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      feed.event(i, events.get(i));
    }
  }

  @Test
  void showsEveryLevel() {
    send(firstTier());

    JsonNode progress = client.progressAt(learner, roadmap, 6);

    assertThat(progress.path("done").asInt()).isEqualTo(3);
    assertThat(progress.path("total").asInt()).isEqualTo(Curriculum.TOTAL);
    assertThat(progress.path("percent").asInt()).isEqualTo(50);
    assertThat(progress.path("version").asLong()).isEqualTo(6);
    assertThat(progress.path("stale").asBoolean()).isFalse();
    assertThat(progress.path("asOf").asString()).isNotBlank();
    JsonNode first = progress.path("tiers").path(0);
    assertThat(first.path("percent").asInt()).isEqualTo(100);
    assertThat(first.path("completedAt").asString()).isEqualTo(Curriculum.NOON.toString());
    assertThat(first.path("topics").path(0).path("done").asInt()).isEqualTo(2);
    assertThat(first.path("topics").path(0).path("completedAt").asString())
        .isEqualTo(Curriculum.NOON.toString());
    JsonNode second = progress.path("tiers").path(1);
    assertThat(second.path("percent").asInt()).isZero();
    assertThat(second.path("completedAt").isNull()).isTrue();
    assertThat(progress.path("items").toString())
        .contains("{\"id\":\"maven\",\"status\":\"done\",\"at\":\"2026-11-02T12:00:00Z\"}");
  }

  @Test
  void whoLooksAgainSeesTheSameUntilSomethingIsTicked() {
    send(firstTier());
    JsonNode first = client.progressAt(learner, roadmap, 6);
    JsonNode second = client.get(path()).json();
    feed.event(6, ana.completed("jdbc", 4, tally("tier-2", 1, 0, 3)));
    JsonNode third = client.progressAt(learner, roadmap, 7);

    for (String field : List.of("version", "done", "tiers", "selfAssessments", "items")) {
      assertThat(second.path(field)).as(field).isEqualTo(first.path(field));
    }
    assertThat(third.path("tiers").path(1).path("done").asInt()).isEqualTo(1);
    assertThat(third.path("items").findValuesAsString("id")).contains("jdbc");
  }

  @Test
  void aTierThatIsReopenedIsNoLongerCompleted() {
    send(firstTier());
    feed.event(6, ana.reopened("maven", 2, tally("tier-1", 2, 0, 3), tally("tools", 0, 0, 1)));
    feed.event(7, ana.tierReopened(2, tally("tier-1", 2, 0, 3)));

    JsonNode tier = client.progressAt(learner, roadmap, 8).path("tiers").path(0);

    assertThat(tier.path("completedAt").isNull()).isTrue();
    assertThat(tier.path("percent").asInt()).isEqualTo(66);
    assertThat(tier.path("topics").path(0).path("completedAt").asString()).isNotBlank();
  }

  @Test
  void aTierWhoseLeavesWereAllSkippedIsNoLongerCompleted() {
    send(firstTier());
    feed.event(6, ana.skipped("records", 2, 1, tally("tier-1", 2, 1, 3), tally("basics", 1, 1, 2)));
    feed.event(7, ana.skipped("streams", 1, 2, tally("tier-1", 1, 2, 3), tally("basics", 0, 2, 2)));
    feed.event(8, ana.skipped("maven", 0, 3, tally("tier-1", 0, 3, 3), tally("tools", 0, 1, 1)));
    feed.event(9, ana.tierReopened(0, tally("tier-1", 0, 3, 3)));

    JsonNode tier = client.progressAt(learner, roadmap, 10).path("tiers").path(0);

    assertThat(tier.path("completedAt").isNull()).isTrue();
    assertThat(tier.path("percent").isNull()).isTrue();
  }

  @Test
  void replayedDuplicatedAndOldRecordsChangeNothing() {
    List<EnrollmentEvent> events = firstTier();
    send(events);
    JsonNode before = client.progressAt(learner, roadmap, 6);
    List<ProducerRecord<String, byte[]>> again = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      again.add(Feed.record(i, events.get(i)));
      again.add(Feed.record(i, events.get(i)));
    }
    Collections.shuffle(again, new Random(7));
    feed.rawTogether(again);
    String behind = fresh("behind");
    sendBehind(behind);

    JsonNode after = client.progressAt(learner, roadmap, 6);

    for (String field : List.of("version", "done", "skipped", "percent", "tiers", "items")) {
      assertThat(after.path(field)).as(field).isEqualTo(before.path(field));
    }
  }

  /** Something on every partition, so that all that was sent before has been read once it shows. */
  private void sendBehind(String name) {
    for (int i = 0; i < 12; i++) {
      feed.event(0, Walk.of(name + "-" + i, roadmap).enrolled());
    }
    for (int i = 0; i < 12; i++) {
      client.progressAt(name + "-" + i, roadmap, 1);
    }
  }

  @Test
  void streamsOfOneLearnerMayInterleave() {
    String other = fresh("kotlin");
    Walk second = Walk.of(learner, other);
    feed.event(0, second.enrolled());
    feed.event(0, ana.enrolled());
    feed.event(1, second.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));
    feed.event(1, ana.completed("records", 1, tally("tier-1", 1, 0, 3), tally("basics", 1, 0, 2)));
    feed.event(2, second.started("unit", 1, tally("tier-2", 1, 0, 3), tally("testing", 0, 0, 2)));
    client.progressAt(learner, roadmap, 2);

    JsonNode unpublished = client.progressAt(learner, other, 3);
    assertThat(unpublished.path("stale").asBoolean()).isTrue();
    assertThat(unpublished.path("done").asInt()).isEqualTo(1);

    feed.event(0, published(other, 1));
    client.eventually(
        "/v1/learners/%s/roadmaps/%s".formatted(learner, other),
        progress -> {
          assertThat(progress.path("stale").asBoolean()).isFalse();
          assertThat(progress.path("tiers").path(1).path("done").asInt()).isEqualTo(1);
          assertThat(progress.path("items").toString()).contains("in-progress");
        });
  }

  @Test
  void anUpgradeReplacesEverySection() {
    send(firstTier());
    feed.event(1, published(roadmap, 2));
    feed.event(6, ana.upgraded(2, 2, tally("tier-1", 2, 0, 3), tally("basics", 2, 0, 2)));

    JsonNode tier = client.progressAt(learner, roadmap, 7).path("tiers").path(0);

    assertThat(tier.path("done").asInt()).isEqualTo(2);
    assertThat(tier.path("completedAt").isNull()).isTrue();
    assertThat(tier.path("topics").path(0).path("completedAt").asString()).isNotBlank();
    assertThat(tier.path("topics").path(1).path("done").asInt()).isZero();
  }

  @Test
  void whatDoesNotApplyIsLeftOutOfThePercentage() {
    feed.event(0, ana.enrolled());
    feed.event(1, ana.skipped("jdbc", 0, 1, tally("tier-2", 0, 1, 3)));
    feed.event(
        2,
        new EnrollmentEvent.ItemCompleted(
            ana.learner(),
            ana.roadmap(),
            1,
            new dev.trilha.schemas.NodeId("unit"),
            null,
            null,
            Curriculum.NOON,
            1,
            1,
            Curriculum.TOTAL,
            List.of(tally("tier-2", 1, 1, 3), tally("testing", 1, 0, 2))));

    JsonNode progress = client.progressAt(learner, roadmap, 3);

    assertThat(progress.path("percent").asInt()).isEqualTo(20);
    assertThat(progress.path("tiers").path(1).path("percent").asInt()).isEqualTo(50);
  }

  @Test
  void aReaderWaitsForItsOwnWrite() {
    feed.event(0, ana.enrolled());
    client.progressAt(learner, roadmap, 1);
    CompletableFuture<Answer> read =
        CompletableFuture.supplyAsync(
            () -> client.get(path() + "?minVersion=2", "Prefer", "wait=30"),
            Thread::startVirtualThread);
    await()
        .alias("nobody waits")
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(client.get("/actuator/prometheus").text())
                .contains("trilha_progress_waiting 1.0"));

    feed.event(1, ana.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));

    JsonNode answer = read.join().json();
    assertThat(answer.path("version").asLong()).isEqualTo(2);
    assertThat(answer.path("stale").asBoolean()).isFalse();
  }

  @Test
  void aVersionThatDoesNotComeIsSaidToBeMissing() {
    feed.event(0, ana.enrolled());
    client.progressAt(learner, roadmap, 1);

    Answer answer = client.get(path() + "?minVersion=99", "Prefer", "wait=1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("stale").asBoolean()).isTrue();
    assertThat(answer.json().path("version").asLong()).isEqualTo(1);
    assertThat(answer.header("ETag")).isEmpty();
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() {
    feed.event(0, ana.enrolled());
    client.progressAt(learner, roadmap, 1);
    String tag = client.get(path()).header("ETag");

    assertThat(tag).isEqualTo("\"1\"");
    assertThat(client.get(path(), "If-None-Match", tag).status()).isEqualTo(304);
  }

  @Test
  void asOfMovesWithoutEvents() {
    feed.event(0, ana.enrolled());
    String before = client.progressAt(learner, roadmap, 1).path("asOf").asString();

    client.eventually(
        path(), progress -> assertThat(progress.path("asOf").asString()).isGreaterThan(before));
  }

  @Test
  void allRoadmapsOfALearner() {
    send(firstTier());
    client.progressAt(learner, roadmap, 6);

    JsonNode all = client.get("/v1/learners/%s/progress".formatted(learner)).json();

    assertThat(all.path("roadmaps").size()).isEqualTo(1);
    JsonNode only = all.path("roadmaps").path(0);
    assertThat(only.path("roadmapId").asString()).isEqualTo(roadmap);
    assertThat(only.path("title").asString()).isEqualTo("Java, edition 1");
    assertThat(only.path("percent").asInt()).isEqualTo(50);
  }
}
