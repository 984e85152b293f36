package dev.trilha.query.live;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.query.Client.Answer;
import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.RunningService;
import dev.trilha.query.live.EventSource.Event;
import dev.trilha.query.notice.Notice;
import dev.trilha.query.notice.NoticeBoard;
import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.StreamId.OfEnrollment;
import dev.trilha.schemas.TeamEvent.MemberJoined;
import dev.trilha.schemas.TeamEvent.MemberLeft;
import dev.trilha.schemas.TeamEvent.TeamFormed;
import dev.trilha.schemas.TeamId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class LiveIT extends RunningService {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final String learner = fresh("eva");
  private final String roadmap = fresh("java");
  private final Walk eva = Walk.of(learner, roadmap);

  @LocalServerPort private int serverPort;
  @Autowired private NoticeBoard board;
  @Autowired private PlatformTransactionManager transactions;

  private EventSource open(String query, String... headers) {
    var source = new EventSource(serverPort, query, headers);
    assertThat(source.response().statusCode()).isEqualTo(200);
    return source;
  }

  @Test
  void tellsWhatALearnerHasDone() {
    try (EventSource source = open("learner=" + learner)) {
      source.awaits("ready", 1);
      assertThat(source.response().headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");

      feed.event(0, eva.enrolled());
      feed.event(1, eva.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));

      await()
          .alias("never told")
          .atMost(TEN_SECONDS)
          .until(() -> source.of("progress").anyMatch(event -> version(event) == 2));
      JsonNode told = source.of("progress").toList().getLast().json();
      assertThat(told.path("learnerId").asString()).isEqualTo(learner);
      assertThat(told.path("roadmapId").asString()).isEqualTo(roadmap);
      assertThat(told.path("done").asInt()).isEqualTo(1);
      assertThat(told.path("percent").asInt()).isEqualTo(16);
    }
  }

  private static long version(Event event) {
    return event.json().path("version").asLong();
  }

  @Test
  void whatWasToldCanBeRead() {
    try (EventSource source = open("learner=" + learner)) {
      feed.event(0, eva.enrolled());
      source.awaits("progress", 1);

      assertThat(client.get("/v1/learners/%s/progress".formatted(learner)).text())
          .contains(roadmap);
    }
  }

  @Test
  void tellsWhatTheMembersOfATeamDoAndWhoTheyAre() {
    TeamId team = new TeamId(fresh("aurora"));
    feed.event(0, new TeamFormed(team, "Aurora"));
    feed.event(1, new MemberJoined(team, new LearnerId(learner)));
    client.eventually(
        "/v1/teams/" + team.value(), view -> assertThat(view.path("members").size()).isEqualTo(1));
    try (EventSource source = open("team=" + team.value())) {
      source.awaits("ready", 1);

      feed.event(0, eva.enrolled());
      source.awaits("progress", 1);
      feed.event(2, new MemberLeft(team, new LearnerId(learner)));
      List<Event> changes = source.awaits("team", 1);

      assertThat(changes.getFirst().data())
          .isEqualTo("{\"teamId\":\"%s\",\"version\":3}".formatted(team.value()));
    }
  }

  @Test
  void tellsNothingOfOthers() {
    Walk other = Walk.of(fresh("filip"), roadmap);
    try (EventSource source = open("learner=" + learner)) {
      source.awaits("ready", 1);

      feed.event(0, other.enrolled());
      client.progressAt(other.learner().value(), roadmap, 1);
      feed.event(0, eva.enrolled());
      source.awaits("progress", 1);

      assertThat(source.of("progress").map(event -> event.json().path("learnerId").asString()))
          .containsOnly(learner);
    }
  }

  @Test
  void goesOnBehindTheLastEventThatWasSeen() {
    long seen;
    try (EventSource source = open("learner=" + learner)) {
      feed.event(0, eva.enrolled());
      seen = source.awaits("progress", 1).getFirst().id();
    }
    feed.event(1, eva.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));
    client.progressAt(learner, roadmap, 2);

    try (EventSource source = open("learner=" + learner, "Last-Event-ID", String.valueOf(seen))) {
      source.awaits("progress", 1);
      feed.event(2, eva.completed("unit", 2, tally("tier-2", 2, 0, 3)));
      source.awaits("progress", 2);

      assertThat(source.of("progress").map(LiveIT::version)).containsExactly(2L, 3L);
      assertThat(source.events().stream().map(Event::id)).isSorted();
      assertThat(source.of("reset")).isEmpty();
    }
  }

  @Test
  void saysWhenItCannotGoOnWhereTheClientStopped() {
    try (EventSource source = open("learner=" + learner, "Last-Event-ID", "999999999")) {
      source.awaits("reset", 1);
      feed.event(0, eva.enrolled());

      assertThat(source.awaits("progress", 1)).hasSize(1);
    }
  }

  /** It is sent more than fits between the two, and reads on when some of that is gone. */
  @Test
  void saysWhenWhatItWasCatchingUpOnIsGone() throws IOException {
    long seen = post(1, "{}");
    String much = "\"" + "x".repeat(50_000) + "\"";
    for (int page = 0; page < 6; page++) {
      post(100, much);
    }
    try (var slow = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
      slow.setSoTimeout((int) TEN_SECONDS.toMillis());
      slow.getOutputStream()
          .write(
              """
              GET /v1/events?learner=%s HTTP/1.1\r
              Host: localhost\r
              Last-Event-ID: %d\r
              \r
              """
                  .formatted(learner, seen)
                  .getBytes(StandardCharsets.US_ASCII));
      var lines =
          new BufferedReader(
              new InputStreamReader(slow.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(lines.lines().anyMatch("event: ready"::equals)).isTrue();
      jdbc.sql("DELETE FROM service.notice WHERE id < (SELECT max(id) FROM service.notice)")
          .update();

      assertThat(
              lines.lines().takeWhile(line -> !line.equals(":")).anyMatch("event: reset"::equals))
          .as("told before the first heartbeat")
          .isTrue();
    }
  }

  /**
   * @return the newest id
   */
  private long post(int count, String content) {
    var enrollment = new OfEnrollment(eva.learner(), eva.roadmap());
    var notice = new Notice("progress", enrollment, 1, List.of(Notice.learner(learner)), content);
    new TransactionTemplate(transactions)
        .executeWithoutResult(_ -> board.post(Collections.nCopies(count, notice)));
    return board.ends().newest();
  }

  @Test
  void whatWasSeenBeforeIsNotToldAgain() {
    feed.event(0, eva.enrolled());
    feed.event(1, eva.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));
    client.progressAt(learner, roadmap, 2);
    try (EventSource source = open("learner=" + learner)) {
      source.awaits("ready", 1);

      feed.event(0, eva.enrolled());
      feed.event(2, eva.completed("unit", 2, tally("tier-2", 2, 0, 3)));
      client.progressAt(learner, roadmap, 3);
      source.awaits("progress", 1);

      assertThat(source.of("progress").map(LiveIT::version)).doesNotContain(1L);
    }
  }

  @Test
  void aCopyOfTheNewestEventIsNoNews() {
    TeamId team = new TeamId(fresh("aurora"));
    LearnerId member = new LearnerId(learner);
    EnrollmentEvent jdbc = eva.completed("jdbc", 1, tally("tier-2", 1, 0, 1));
    EnrollmentEvent tier = eva.tierCompleted(1, tally("tier-2", 1, 0, 1));
    feed.event(0, new TeamFormed(team, "Aurora"));
    feed.event(1, new MemberJoined(team, member));
    feed.event(0, eva.enrolled());
    feed.event(1, jdbc);
    feed.event(2, tier);
    client.progressAt(learner, roadmap, 3);
    client.eventually(
        "/v1/teams/" + team.value(), view -> assertThat(view.path("version").asInt()).isEqualTo(2));
    try (EventSource source = open("learner=%s&team=%s".formatted(learner, team.value()))) {
      source.awaits("ready", 1);

      feed.event(1, jdbc);
      feed.event(2, tier);
      feed.event(1, new MemberJoined(team, member));
      feed.event(2, tier);
      feed.event(3, eva.completed("unit", 2, tally("tier-2", 2, 0, 3)));
      feed.event(2, new MemberLeft(team, member));
      source.awaits("team", 1);
      source.awaits("progress", 1);

      assertThat(source.of("progress").map(LiveIT::version)).containsExactly(4L);
      assertThat(source.of("progress").toList().getFirst().json().path("completed").size())
          .as("what was completed before")
          .isZero();
      assertThat(source.of("team").map(LiveIT::version)).containsExactly(3L);
    }
  }

  @Test
  void outlivesTheLossOfTheListeningConnection() {
    try (EventSource source = open("learner=" + learner)) {
      source.awaits("ready", 1);
      jdbc.sql(
              """
              SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE application_name = 'query-service-listener' AND datname = current_database()
              """)
          .query((_, _) -> 1)
          .list();

      feed.event(0, eva.enrolled());

      assertThat(source.awaits("progress", 1)).hasSize(1);
    }
  }

  @Test
  void aClosedStreamGivesItsPlaceBack() {
    try (EventSource source = open("learner=" + learner)) {
      source.awaits("ready", 1);
      assertThat(metric()).isPositive();
    }

    await().alias("the place was never given back").atMost(TEN_SECONDS).until(() -> metric() == 0);
  }

  private double metric() {
    return client
        .get("/actuator/prometheus")
        .text()
        .lines()
        .filter(line -> line.startsWith("trilha_live_clients"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void aSilentStreamBeats() {
    try (EventSource source = open("learner=" + learner)) {
      await().alias("no heartbeat").atMost(TEN_SECONDS).until(() -> source.heartbeats() > 1);
    }
  }

  @Test
  void refusesWhatItCannotBeAbout() {
    Answer nobody = client.get("/v1/events");
    assertThat(nobody.status()).isEqualTo(400);
    assertThat(nobody.header("Content-Type")).startsWith("application/problem+json");
    assertThat(client.get("/v1/events?learner=a%20b").status()).isEqualTo(400);
    Answer id = client.get("/v1/events?learner=a", "Last-Event-ID", "yesterday");
    assertThat(id.status()).isEqualTo(400);
    assertThat(id.text()).contains("Last-Event-ID");
  }
}
