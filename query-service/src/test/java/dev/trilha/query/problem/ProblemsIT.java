package dev.trilha.query.problem;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.published;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Client.Answer;
import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.RunningService;
import dev.trilha.schemas.TeamEvent.TeamFormed;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.problem.ProblemType;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsIT extends RunningService {
  private static final String ROADMAP = fresh("problems");
  private static final String ANA = fresh("ana");

  @BeforeAll
  static void publish() {
    // This is before the service, which makes them for the other tests.
    feed.createTopics();
    feed.event(0, published(ROADMAP, 1));
    feed.event(0, Walk.of(ANA, ROADMAP).enrolled());
    feed.event(0, new TeamFormed(new TeamId("problems"), "P"));
  }

  private void everythingArrived() {
    client.progressAt(ANA, ROADMAP, 1);
    client.eventually(
        "/v1/roadmaps/" + ROADMAP, tree -> assertThat(tree.path("version").asInt()).isEqualTo(1));
    client.eventually(
        "/v1/teams/problems", team -> assertThat(team.path("name").asString()).isEqualTo("P"));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/roadmaps/unknown, 404, unknown-roadmap",
    "/v1/roadmaps/{roadmap}?version=9, 404, unknown-roadmap",
    "/v1/learners/nobody/progress, 404, unknown-learner",
    "/v1/learners/nobody/roadmaps/{roadmap}, 404, unknown-learner",
    "/v1/learners/{ana}/roadmaps/unknown, 404, unknown-roadmap",
    "/v1/teams/unknown, 404, unknown-team",
    "/v1/teams/unknown/progress, 404, unknown-team",
    "/v1/teams/unknown/leaderboard, 404, unknown-team",
    "/v1/teams/problems/leaderboard?roadmap=unknown, 404, unknown-roadmap",
    "/v1/teams/problems/leaderboard?around=nobody, 404, not-ranked",
    "/v1/leaderboards/teams?roadmap=unknown, 404, unknown-roadmap",
    "/v1/leaderboards/teams?around=unknown, 404, not-ranked",
    "/v1/roadmaps/unknown/leaderboard, 404, unknown-roadmap",
    "/v1/roadmaps/{roadmap}/leaderboard?around=nobody, 404, not-ranked",
    "/v1/teams/unknown/velocity, 404, unknown-team",
    "/v1/teams/problems/velocity?roadmap=unknown, 404, unknown-roadmap",
    "/v1/learners/nobody/velocity, 404, unknown-learner",
    "/v1/learners/nobody/streak, 404, unknown-learner",
    "/v1/nowhere, 404, not-found"
  })
  void whatIsNotThereIsNamed(String path, int status, String type) {
    everythingArrived();

    Answer answer = client.get(path.replace("{roadmap}", ROADMAP).replace("{ana}", ANA));

    isProblem(answer, status, type);
  }

  @Test
  void aLearnerWhoIsNotOnTheRoadmapIsToldApartFromAStranger() {
    everythingArrived();
    String other = fresh("other");
    feed.event(0, published(other, 1));
    client.eventually(
        "/v1/roadmaps/" + other, tree -> assertThat(tree.path("version").asInt()).isEqualTo(1));

    isProblem(
        client.get("/v1/learners/%s/roadmaps/%s".formatted(ANA, other)), 404, "unknown-enrollment");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/roadmaps/NotASlug, malformed, roadmapId",
    "/v1/roadmaps/{roadmap}?version=0, malformed, version",
    "/v1/roadmaps/{roadmap}?version=one, malformed, version",
    "/v1/learners/a.b/progress, malformed, learnerId",
    "/v1/learners/{ana}/roadmaps/{roadmap}?minVersion=-1, malformed, minVersion",
    "/v1/learners/{ana}/roadmaps/{roadmap}?minVersion=x, malformed, minVersion",
    "/v1/learners/{ana}/roadmaps/UPPER, malformed, roadmapId",
    "/v1/teams/a_b, malformed, teamId",
    "/v1/teams/problems/leaderboard?period=year, malformed, period",
    "/v1/teams/problems/leaderboard?by=luck, malformed, by",
    "/v1/teams/problems/leaderboard?zone=Mars/Olympus, malformed, zone",
    "/v1/roadmaps?limit=0, malformed, limit",
    "/v1/roadmaps?limit=201, malformed, limit",
    "/v1/roadmaps?cursor=A, malformed, cursor",
    "/v1/leaderboards/teams?period=WEEK, malformed, period",
    "/v1/leaderboards/teams?around=A, malformed, around",
    "/v1/leaderboards/teams?limit=-1, malformed, limit",
    "/v1/roadmaps/{roadmap}/leaderboard?by=Leaves, malformed, by",
    "/v1/roadmaps/{roadmap}/leaderboard?limit=201, malformed, limit",
    "/v1/roadmaps/{roadmap}/leaderboard?cursor=nonsense, malformed, cursor",
    "/v1/teams/problems/velocity?bucket=hour, malformed, bucket",
    "/v1/teams/problems/velocity?from=2026-02-30, malformed, from",
    "/v1/teams/problems/velocity?from=1969-12-31, malformed, from",
    "/v1/teams/problems/velocity?to=+99999-01-01, malformed, to",
    "/v1/teams/problems/velocity?from=2026-01-02&to=2026-01-01, malformed, to",
    "/v1/teams/problems/velocity?bucket=day&from=2024-01-01&to=2026-01-01, malformed, to",
    "/v1/learners/{ana}/velocity?zone=x, malformed, zone",
    "/v1/learners/{ana}/streak?from=2024-01-01&to=2025-01-01, malformed, to",
    "/v1/learners/{ana}/streak?from=yesterday, malformed, from",
    "/v1/teams/problems/leaderboard?limit=0, malformed, limit",
    "/v1/teams/problems/leaderboard?limit=201, malformed, limit",
    "/v1/teams/problems/leaderboard?limit=1e9, malformed, limit",
    "/v1/teams/problems/leaderboard?cursor=nonsense, malformed, cursor",
    "/v1/teams/problems/leaderboard?cursor=NSBhbmE&around=ana, malformed, cursor",
    "/v1/teams/problems/leaderboard?around=a.b, malformed, around",
    "/v1/teams/problems/leaderboard?roadmap=A, malformed, roadmap",
    "/v1/admin/parked?limit=0, malformed, limit"
  })
  void whatIsMalformedIsNamedWithItsRule(String path, String type, String field) {
    Answer answer = client.get(path.replace("{roadmap}", ROADMAP).replace("{ana}", ANA));

    isProblem(answer, 400, type);
    assertThat(answer.json().path("errors").path(0).path("field").asString()).isEqualTo(field);
    String rule = answer.json().path("errors").path(0).path("rule").asString();
    assertThat(rule).matches("(is|has) .+");
    assertThat(answer.json().path("detail").asString()).isEqualTo(field + ": " + rule);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH", "POST"})
  void addressesAreOnlyReadHere(String method) {
    Answer answer = client.send(method, "/v1/roadmaps/" + ROADMAP);

    isProblem(answer, 405, "method-not-allowed");
    assertThat(answer.header("Allow")).contains("GET");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/roadmaps/a%2Fb", "/v1/roadmaps/a%00"})
  void anAddressThatNeverReachesAControllerIsAProblemToo(String path) {
    isProblem(client.get(path), 400, "malformed");
  }

  @Test
  void thereIsNoErrorPage() {
    isProblem(client.get("/error"), 404, "not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "image/png", "application/xml"})
  void otherRepresentationsAreRefused(String accept) {
    isProblem(client.get("/v1/roadmaps", "Accept", accept), 406, "not-acceptable");
  }

  private static void isProblem(Answer answer, int status, String type) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().path("type").asString()).isEqualTo("urn:trilha:problem:" + type);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("title").asString()).isEqualTo(title(type));
    assertThat(answer.json().path("detail").asString()).isNotBlank();
    assertThat(answer.text()).doesNotContain("dev.trilha.").doesNotContain("Exception");
  }

  private static String title(String name) {
    return Arrays.stream(ProblemType.values())
        .filter(type -> type.wireName().equals(name))
        .findFirst()
        .orElseThrow()
        .title();
  }
}
