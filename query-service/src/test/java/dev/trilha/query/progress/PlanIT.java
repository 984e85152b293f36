package dev.trilha.query.progress;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Client.Answer;
import dev.trilha.query.Curriculum;
import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.RunningService;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.LearnerProfile;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.PlanMapping;
import dev.trilha.schemas.RoadmapEvent.PlanMapped;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.cloudevents.ProfileRecords;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PlanIT extends RunningService {
  private final String learner = fresh("ana");
  private final String roadmap = fresh("java");
  private final Walk ana = Walk.of(learner, roadmap);

  @BeforeEach
  void publish() {
    List<RoadmapNode> children = new ArrayList<>(Curriculum.children());
    children.add(Curriculum.plan());
    feed.event(0, new RoadmapPublished(new RoadmapId(roadmap), 1, "Java", "en", children));
    client.eventually(
        "/v1/roadmaps/" + roadmap, tree -> assertThat(tree.path("version").asInt()).isEqualTo(1));
  }

  private void map(long sequence, PlanMapping... rows) {
    feed.event(sequence, new PlanMapped(new RoadmapId(roadmap), 1, List.of(rows)));
    client.eventually(
        "/v1/roadmaps/" + roadmap,
        tree -> assertThat(tree.at("/plan/version").asLong()).isEqualTo(sequence + 1));
  }

  private static PlanMapping row(String id, String... topics) {
    return new PlanMapping(new NodeId(id), Arrays.stream(topics).map(NodeId::new).toList());
  }

  private String path() {
    return "/v1/learners/%s/roadmaps/%s".formatted(learner, roadmap);
  }

  /** Its first row is over since yesterday. */
  private static LocalDate eightDaysAgo(ZoneId zone) {
    return LocalDate.now(zone).minusDays(8);
  }

  @Test
  void theTreeSaysWhatThePlanIsAbout() {
    assertThat(client.get("/v1/roadmaps/" + roadmap).header("ETag")).isEqualTo("\"1\"");

    map(1, row("early", "basics"), row("last", "applets", "jdbc"));
    Answer answer = client.get("/v1/roadmaps/" + roadmap);

    assertThat(answer.header("ETag")).isEqualTo("\"1-2\"");
    assertThat(answer.json().at("/plan/rows").toString())
        .as("without what this version lacks")
        .isEqualTo(
            "[{\"id\":\"early\",\"topics\":[\"basics\"]},{\"id\":\"last\",\"topics\":[\"jdbc\"]}]");
  }

  @Test
  void whoWalksByThePlanSeesItOnTheCalendar() {
    LocalDate start = eightDaysAgo(ZoneId.of("UTC"));
    map(1, row("early", "basics"));
    feed.event(0, ana.enrolled());
    feed.event(1, ana.planStarted(start));
    feed.event(2, ana.completed("records", 1, tally("tier-1", 1, 0, 3), tally("basics", 1, 0, 2)));

    JsonNode plan = client.progressAt(learner, roadmap, 3).path("plan");

    assertThat(plan.path("startDate").asString()).isEqualTo(start.toString());
    assertThat(plan.path("planned").asInt()).isEqualTo(2);
    assertThat(plan.path("done").asInt()).isEqualTo(1);
    assertThat(plan.path("rows").valueStream()).hasSize(3);
    JsonNode early = plan.path("rows").path(0);
    assertThat(early.path("from").asString()).isEqualTo(start.toString());
    assertThat(early.path("to").asString()).isEqualTo(start.plusDays(6).toString());
    assertThat(early.path("status").asString()).isEqualTo("late");
    assertThat(early.path("percent").asInt()).isEqualTo(50);
    assertThat(plan.path("rows").path(1).path("status").isNull()).isTrue();
  }

  @Test
  void theNewestStartStands() {
    feed.event(0, ana.enrolled());
    feed.event(1, ana.planStarted(LocalDate.parse("2026-01-05")));
    feed.event(2, ana.planStarted(LocalDate.parse("2026-02-02")));
    feed.event(3, ana.started("jdbc", 0));

    assertThat(client.progressAt(learner, roadmap, 4).at("/plan/startDate").asString())
        .isEqualTo("2026-02-02");
  }

  @Test
  void whoDoesNotWalkByThePlanHasNone() {
    feed.event(0, ana.enrolled());

    assertThat(client.progressAt(learner, roadmap, 1).path("plan").isNull()).isTrue();
    assertThat(client.get(path()).header("ETag")).isEqualTo("\"1\"");
  }

  @Test
  void daysAreToldByTheLearnersTimeZone() {
    feed.profile(learner, "Ana", false);
    feed.event(0, ana.enrolled());
    feed.event(1, ana.planStarted(eightDaysAgo(ZoneId.of("UTC"))));

    client.eventually(
        path(),
        progress ->
            assertThat(progress.at("/plan/timeZone").asString()).isEqualTo("America/Sao_Paulo"));
  }

  @Test
  void aRememberedAnswerIsNoLongerGoodWhenThePlanIsAboutSomethingElse() {
    feed.event(0, ana.enrolled());
    feed.event(1, ana.planStarted(eightDaysAgo(ZoneId.of("UTC"))));
    client.progressAt(learner, roadmap, 2);
    String tag = client.get(path()).header("ETag");

    map(1, row("early", "basics"));

    assertThat(tag).startsWith("\"2-0-");
    assertThat(client.get(path(), "If-None-Match", tag).status()).isEqualTo(200);
  }

  /** Two zones whose day is always the same one. */
  @Test
  void aRememberedAnswerIsNoLongerGoodWhenTheLearnerLivesElsewhere() {
    livesIn("America/Sao_Paulo");
    feed.event(0, ana.enrolled());
    feed.event(1, ana.planStarted(eightDaysAgo(ZoneId.of("UTC"))));
    showsPlanOf("America/Sao_Paulo");
    String tag = client.get(path()).header("ETag");

    livesIn("America/Bahia");
    showsPlanOf("America/Bahia");

    assertThat(client.get(path(), "If-None-Match", tag).status()).isEqualTo(200);
    assertThat(tag)
        .as("what writes take as If-Match")
        .matches("\"2-0-\\d{4}-\\d{2}-\\d{2}-\\d{1,8}\"");
  }

  private void livesIn(String timeZone) {
    feed.raw(
        ProfileRecords.record(
            new LearnerProfile(
                new LearnerId(learner), "Ana", "ana@example.org", timeZone, "pt-BR", false),
            learner + "-" + timeZone,
            Instant.now()));
  }

  private void showsPlanOf(String timeZone) {
    client.eventually(
        path(),
        progress -> assertThat(progress.at("/plan/timeZone").asString()).isEqualTo(timeZone));
  }
}
