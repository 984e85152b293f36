package dev.trilha.command.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.command.CommandService;
import dev.trilha.command.CommandService.Answer;
import dev.trilha.command.roadmap.markdown.ImportLimits;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemsIT {
  private CommandService service;

  @BeforeAll
  void start() {
    service = CommandService.start();
    service.publish("backend", CommandService.ROADMAP);
    service.put("/v1/teams/aurora", "{\"name\":\"Aurora\"}");
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3} {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT    | /v1/learners/ana/roadmaps/nothing                    |                           "
            + "         | 404 | unknown-roadmap      |",
        "PUT    | /v1/learners/ana/roadmaps/nothing/items/x            |                           "
            + "         | 404 | unknown-roadmap      |",
        "PUT    | /v1/learners/ana/roadmaps/backend/items/nothing      |                           "
            + "         | 404 | unknown-item         |",
        "DELETE | /v1/learners/ana/roadmaps/backend/items/nothing      |                           "
            + "         | 404 | unknown-item         |",
        "PUT    | /v1/learners/ana/roadmaps/backend                    | {\"version\":9}           "
            + "         | 404 | unknown-roadmap      |",
        "PUT    | /v1/teams/nothing/members/ana                        |                           "
            + "         | 404 | unknown-team         |",
        "DELETE | /v1/teams/nothing                                    |                           "
            + "         | 404 | unknown-team         |",
        "PUT    | /v1/learners/an%20a/roadmaps/backend                 |                           "
            + "         | 400 | malformed            | learnerId",
        "PUT    | /v1/learners/ana/roadmaps/Backend                    |                           "
            + "         | 400 | malformed            | roadmapId",
        "PUT    | /v1/learners/ana/roadmaps/backend/items/A_B          |                           "
            + "         | 400 | malformed            | itemId",
        "PUT    | /v1/learners/ana/roadmaps/backend                    | {\"version\":\"x\"}       "
            + "         | 400 | malformed            | version",
        "PUT    | /v1/learners/ana/roadmaps/backend/items/x            | {\"status\":\"finished\"} "
            + "         | 400 | malformed            | status",
        "PUT    | /v1/learners/ana/roadmaps/backend/items/x            | {\"at\":\"yesterday\"}    "
            + "         | 400 | malformed            | at",
        "PUT    | /v1/learners/ana/roadmaps/backend/items/x            |"
            + " {\"at\":\"2999-01-01T00:00:00Z\"}  | 400 | malformed            | at",
        "PUT    | /v1/learners/ana/roadmaps/backend/items/x            |"
            + " {\"at\":\"1999-01-01T00:00:00Z\"}  | 400 | malformed            | at",
        "PUT    | /v1/learners/ana/roadmaps/backend/items/x            | {\"points\":9}            "
            + "         | 400 | malformed            | points",
        "PUT    | /v1/learners/ana/roadmaps/backend/items/x            | {\"minutes\":-1}          "
            + "         | 400 | malformed            | minutes",
        "PUT    | /v1/learners/ana/roadmaps/backend/items/x            |"
            + " {\"evidence\":\"javascript:x\"}    | 400 | malformed            | evidence",
        "PUT    | /v1/learners/ana/roadmaps/backend/items/x            | {                         "
            + "         | 400 | malformed            | body",
        "PATCH  | /v1/learners/ana/roadmaps/backend/items              | {\"items\":[]}            "
            + "         | 400 | malformed            | items",
        "PATCH  | /v1/learners/ana/roadmaps/backend/items              |"
            + " {\"items\":[{\"status\":\"done\"}]} | 400 | malformed           | items[0].itemId",
        "PATCH  | /v1/learners/ana/roadmaps/backend/items              |"
            + " {\"items\":[{\"itemId\":\"A\"}]}   | 400 | malformed            | items[0].itemId",
        "PUT    | /v1/teams/aurora                                     | {}                        "
            + "         | 400 | malformed            | name",
        "PUT    | /v1/teams/aurora/members/a.b                         |                           "
            + "         | 400 | malformed            | learnerId",
        "PUT    | /v1/learners/ana/profile                             |"
            + " {\"displayName\":\"Ana\",\"timeZone\":\"Mars\"} | 400 | malformed | timeZone",
        "PUT    | /v1/learners/ana/profile                             |"
            + " {\"displayName\":\"Ana\",\"email\":\"x\"} | 400 | malformed     | email",
        "POST   | /v1/teams/aurora                                     | {}                        "
            + "         | 405 | method-not-allowed   |",
        "PUT    | /v1/roadmaps/backend/plan                            | {}                        "
            + "         | 400 | malformed            | rows",
        "PUT    | /v1/roadmaps/backend/plan                            | {\"rows\":[{}]}           "
            + "         | 400 | malformed            | rows[0].id",
        "PUT    | /v1/roadmaps/backend/plan                            |"
            + " {\"rows\":[{\"id\":\"x\"}]}   | 400 | malformed            | rows[0].topics",
        "PUT    | /v1/roadmaps/backend/plan                            |"
            + " {\"rows\":[{\"id\":\"x\",\"topics\":[]}]} | 422 | unacceptable | rows[0].id",
        "PUT    | /v1/roadmaps/unpublished/plan                        | {\"rows\":[]}             "
            + "         | 404 | unknown-roadmap      |",
        "PUT    | /v1/nowhere                                          | {}                        "
            + "         | 404 | not-found            |",
        "PUT    | /v1/learners/ana/roadmaps/a%2Fb                      | {}                        "
            + "         | 400 | malformed            |",
      })
  void badInputNamesTheFieldAndStoresNothing(
      String method, String path, String body, int status, String type, String field) {
    List<String> before = service.texts("select count(*) from event");

    Answer answer = service.send(method, path, body == null ? null : "application/json", body);

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.body().path("type").asString()).isEqualTo("urn:trilha:problem:" + type);
    assertThat(answer.field()).isEqualTo(field == null ? "" : field);
    assertThat(answer.body().toString()).doesNotContain("Exception", "dev.trilha", "\tat ");
    assertThat(service.texts("select count(*) from event")).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3} {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT|/v1/learners/ana/roadmaps/backend|{'version':99999999999}|version|is a whole number in"
            + " its range",
        "PUT|/v1/learners/ana/roadmaps/backend|{'version':1.7}|version|is a whole number in its"
            + " range",
        "PUT|/v1/learners/ana/roadmaps/backend|{'version':'1'}|version|is a whole number in its"
            + " range",
        "PUT|/v1/learners/ana/roadmaps/backend|{'version':true}|version|is a whole number in its"
            + " range",
        "PUT|/v1/learners/ana/roadmaps/backend|{'version':''}|version|is a whole number in its"
            + " range",
        "PUT|/v1/learners/ana/roadmaps/backend|{'version':1,'version':1}|version|stands only once",
        "PUT|/v1/learners/ana/roadmaps/backend|[]|body|is one object",
        "PUT|/v1/learners/ana/roadmaps/backend|{'startDate':'23.11.2026'}|startDate|is written as"
            + " ISO 8601 says, for instance 2026-11-23",
        "PUT|/v1/learners/ana/roadmaps/backend|{'startDate':[2026,11,23]}|startDate|is written as"
            + " ISO 8601 says, for instance 2026-11-23",
        "PUT|/v1/learners/ana/roadmaps/backend|{'startDate':'2006-11-23'}|startDate|is at most 10"
            + " years away",
        "PUT|/v1/learners/ana/roadmaps/backend|{'startDate':'2999-11-23'}|startDate|is at most 10"
            + " years away",
        "PUT|/v1/learners/ana/roadmaps/backend/items/x|{'minutes':9223372036854775808}|minutes|is a"
            + " whole number in its range",
        "PUT|/v1/learners/ana/roadmaps/backend/items/x|{'status':1}|status|is a text",
        "PUT|/v1/learners/ana/roadmaps/backend/items/x|{'note':true}|note|is a text",
        "PUT|/v1/learners/ana/roadmaps/backend/items/x|{'at':1700000000}|at|is written as ISO 8601"
            + " says, for instance 2026-11-02T08:00:00Z",
        "PUT|/v1/learners/ana/roadmaps/backend/items/x|{'at':'1700000000'}|at|is written as ISO"
            + " 8601 says, for instance 2026-11-02T08:00:00Z",
        "PUT|/v1/learners/ana/roadmaps/backend/items/x|{'at':''}|at|is written as ISO 8601 says,"
            + " for instance 2026-11-02T08:00:00Z",
        "PATCH|/v1/learners/ana/roadmaps/backend/items|{'items':{}}|items|is a list",
        "PATCH|/v1/learners/ana/roadmaps/backend/items|{'items':[{'itemId':5}]}|items[0].itemId|is"
            + " a text",
        "PATCH|/v1/learners/ana/roadmaps/backend/items|{'items':[{'itemId':'x'},{'itemId':'A'}]}|items[1].itemId|has"
            + " 1 to 96 of the characters a-z 0-9 - .",
        "PATCH|/v1/learners/ana/roadmaps/backend/items|{'items':[{'itemId':'x'},{'itemId':'x','itemId':'y'}]}|items[1].itemId|stands"
            + " only once",
        "PUT|/v1/teams/aurora|{'name':5}|name|is a text",
        "PUT|/v1/teams/aurora|{'name':'A'} {}|body|is one object",
        "PUT|/v1/teams/aurora|{'name':'A'|body|is JSON, and is broken at line 1, column 12",
        "PUT|/v1/teams/aurora|null|body|is required",
        "PUT|/v1/learners/ana/profile|{'displayName':'Ana','leaderboardOptOut':1}|leaderboardOptOut|is"
            + " true or false",
        "PUT|/v1/learners/ana/profile|{'displayName':'Ana','leaderboardOptOut':'true'}|leaderboardOptOut|is"
            + " true or false",
        "PUT|/v1/roadmaps/tree|{'title':'T','children':[{'id':'a','kind':0,'title':'A'}]}|children[0].kind|is"
            + " one of tier, topic, subtopic, group, item, self-assessment, note, resource,"
            + " challenge, plan, plan-row, annotation, reference-table, prerequisite-chain",
        "PUT|/v1/roadmaps/tree|{'title':'T','children':[{'id':'a','kind':'x','title':'A'}]}|children[0].kind|is"
            + " one of tier, topic, subtopic, group, item, self-assessment, note, resource,"
            + " challenge, plan, plan-row, annotation, reference-table, prerequisite-chain",
        "PUT|/v1/roadmaps/tree|{'title':'T','children':[{'id':'a','kind':'item','title':'A','rule':{'any':0}}]}|children[0].rule|asks"
            + " for at least 1 of its children",
        "PUT|/v1/roadmaps/tree?dryRun=maybe|{'title':'T'}|dryRun|is true or false",
        "PUT|/v1/learners/ana/roadmaps/backend/items/A_B|{}|itemId|has 1 to 96 of the characters"
            + " a-z 0-9 - .",
      })
  void noValueIsTakenForAnotherAndTheRuleIsSaid(
      String method, String path, String body, String field, String rule) {
    Answer answer = service.send(method, path, "application/json", body.replace('\'', '"'));

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(400);
    assertThat(answer.field()).isEqualTo(field);
    assertThat(answer.body().at("/errors/0/rule").asString()).isEqualTo(rule);
    assertThat(answer.body().path("detail").asString()).isEqualTo(field + ": " + rule);
  }

  @Test
  void aProblemHasTheShapeThatAllServicesShare() {
    Answer answer = service.put("/v1/teams/aurora", "{}");

    assertThat(answer.body().propertyNames())
        .containsExactlyInAnyOrder("type", "title", "status", "detail", "instance", "errors");
    assertThat(answer.body().path("title").asString()).isEqualTo(ProblemType.MALFORMED.title());
    assertThat(answer.body().path("status").asInt()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"text/markdown", "application/json"})
  void anEmptyBodyIsSaidToBeMissingWhateverItShouldBe(String contentType) {
    Answer answer = service.send("PUT", "/v1/roadmaps/empty", contentType, "");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.field()).isEqualTo("body");
    assertThat(answer.body().at("/errors/0/rule").asString()).isEqualTo("is required");
  }

  @Test
  void aTextWithTheNullCharacterIsRefused() {
    Answer answer = service.put("/v1/learners/ana/profile", "{\"displayName\":\"A\\u0000na\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.field()).isEqualTo("displayName");
  }

  @Test
  void halfOfACharacterIsRefused() {
    Answer answer = service.put("/v1/teams/aurora", "{\"name\":\"a\\ud83db\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.field()).isEqualTo("name");
  }

  @Test
  void aRoadmapThatNoRecordOfKafkaCouldHoldIsRefusedAndStoredNowhere() {
    String items = ("- [ ] x" + "\"".repeat(300) + "\n").repeat(6_700);

    Answer answer = service.publish("poison", "# Poison\n\n## Tier\n\n### Topic\n" + items);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.field()).isEqualTo("body");
    assertThat(service.stored("roadmap/poison")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[null]                                                                   | children[0]",
        "[{\"id\":\"t\",\"kind\":\"tier\",\"title\":\"T\"}]                       | children",
        "[{\"id\":\"t\",\"kind\":\"resource\",\"title\":\"T\",\"url\":\"javascript:x\"}] |"
            + " children[0].url",
        "[{\"id\":\"t\",\"kind\":\"plan-row\",\"title\":\"T\"}]        | children[0].weeks",
        "[{\"id\":\"t\",\"kind\":\"note\",\"title\":\"T\",\"annotation\":\"impact\"}] |"
            + " children[0].annotation",
        "[{\"id\":\"t\",\"kind\":\"plan-row\",\"title\":\"T\",\"weeks\":{\"from\":0,\"to\":1}}] |"
            + " children[0].weeks",
        "[{\"id\":\"t\",\"kind\":\"reference-table\",\"title\":\"T\",\"table\":{\"header\":[\"a\"],\"rows\":[[]]}}]"
            + " | children[0].table",
        "[{\"id\":\"t\",\"kind\":\"reference-table\",\"title\":\"T\",\"table\":{\"header\":[\"a\"]}}]"
            + " | children[0].table",
        "[{\"id\":\"t\",\"kind\":\"prerequisite-chain\",\"title\":\"T\",\"chain\":{\"members\":[],\"links\":[{\"before\":\"a\",\"after\":\"b\"}]}}]"
            + " | children[0].chain",
        "[{\"id\":\"t\",\"kind\":\"annotation\",\"title\":\"T\",\"annotation\":\"impact\",\"children\":[{\"id\":\"u\",\"kind\":\"note\",\"title\":\"U\"}]}]"
            + " | children[0].children",
      })
  void aTreeThatBreaksARuleIsRefused(String children, String field) {
    Answer answer =
        service.put(
            "/v1/roadmaps/tree", "{\"title\":\"Tree\",\"children\":%s}".formatted(children));

    assertThat(answer.status()).as(answer.body().toString()).isBetween(400, 422);
    assertThat(answer.field()).isEqualTo(field);
    assertThat(service.stored("roadmap/tree")).isEmpty();
  }

  @Test
  void anotherMediaTypeIsRefused() {
    Answer answer = service.send("PUT", "/v1/teams/aurora", "text/plain", "Aurora");

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.contentType()).startsWith("application/problem+json");
  }

  @Test
  void whoTakesNoJsonIsRefusedBeforeAnythingIsStored() {
    Answer answer =
        service.send(
            "PUT",
            "/v1/teams/unread",
            "application/json",
            "{\"name\":\"Unread\"}",
            "Accept",
            "text/html");

    assertThat(answer.status()).isEqualTo(406);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(service.stored("team/unread")).isEmpty();
  }

  /** Every address that something is written at, with what it is written as. */
  private List<Route> writingRoutes() {
    JsonNode paths = service.get("/v3/api-docs").body().path("paths");
    List<Route> routes = new ArrayList<>();
    for (String path : paths.propertyNames()) {
      for (String method : paths.path(path).propertyNames()) {
        JsonNode body = paths.path(path).path(method).path("requestBody").path("content");
        for (String type : body.isEmpty() ? List.of("") : body.propertyNames()) {
          routes.add(new Route(method.toUpperCase(Locale.ROOT), path, type));
        }
      }
    }
    // The relay's are for administrators, and not of the API that learners' programs use.
    routes.removeIf(route -> route.method().equals("GET") || route.path().startsWith("/v1/admin/"));
    return routes;
  }

  private record Route(String method, String path, String type) {}

  @Test
  void whoTakesNoJsonIsRefusedBeforeAnythingIsStoredWhereverItIsWritten() {
    service.put("/v1/learners/ana/profile", "{\"displayName\":\"Ana\"}");
    List<String> before = everythingStored();
    List<Route> routes = writingRoutes();

    for (Route route : routes) {
      String path =
          route
              .path()
              .replace("{learnerId}", "ana")
              .replace("{roadmapId}", "backend")
              .replace("{itemId}", "beginner.http.verbs")
              .replace("{teamId}", "aurora");
      boolean empty = route.type().isEmpty();
      Answer answer =
          service.send(
              route.method(),
              path,
              empty ? null : route.type(),
              empty ? null : "{}",
              "Accept",
              "text/html");

      assertThat(answer.status()).as(route.toString()).isEqualTo(406);
      assertThat(everythingStored()).as(route.toString()).isEqualTo(before);
    }
    assertThat(routes).extracting(Route::method).contains("PUT", "PATCH", "DELETE");
    assertThat(routes).hasSizeGreaterThanOrEqualTo(13);
  }

  private List<String> everythingStored() {
    return service.texts(
        "select payload::text from event union all select learner_profile::text from"
            + " learner_profile order by 1");
  }

  @ParameterizedTest
  @CsvSource({"/v1/roadmaps/plan, 200", "/v1/roadmaps/backend/plan, 413"})
  void aRoadmapCalledAsItsPlanIsWouldBeIsAsLargeAsAnother(String path, int status) {
    String document =
        "{\"title\":\"P\",\"children\":[{\"id\":\"a\",\"kind\":\"item\",\"title\":\"A\"}]}";

    Answer answer =
        service.send(
            "PUT", path + "?dryRun=true", "application/json", document + " ".repeat(300_000));

    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void anOverLongTextIsRefused() {
    Answer answer = service.put("/v1/teams/aurora", "{\"name\":\"%s\"}".formatted("x".repeat(101)));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("name");
  }

  @Test
  void tooManyBytesAreRefused() {
    Answer answer =
        service.put("/v1/teams/aurora", "{\"name\":\"%s\"}".formatted("x".repeat(300_000)));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.field()).isEqualTo("body");
  }

  @Test
  void aDocumentHasAtMostTheBytesThatTheImporterReads() {
    String largest = "# Large\n- [ ] x\n" + "\n".repeat(ImportLimits.DEFAULT.bytes() - 16);

    assertThat(dryRun("text/markdown", largest).status()).isEqualTo(200);
    Answer larger = dryRun("text/markdown", largest + "\n");
    assertThat(larger.status()).isEqualTo(413);
    assertThat(larger.body().at("/errors/0/rule").asString())
        .isEqualTo("has at most 2097152 bytes");
  }

  @Test
  void aTreeHasAtMostTheBytesOfTheLargestEvent() {
    String tree =
        "{\"title\":\"T\",\"children\":[{\"id\":\"a\",\"kind\":\"item\",\"title\":\"A\"}]}";
    String largest = tree + " ".repeat(RoadmapPublished.LARGEST_BYTES - tree.length());

    assertThat(dryRun("application/json", largest).status()).isEqualTo(200);
    Answer larger = dryRun("application/json", largest + " ");
    assertThat(larger.status()).isEqualTo(413);
    assertThat(larger.body().at("/errors/0/rule").asString())
        .isEqualTo("has at most 6291456 bytes");
  }

  private Answer dryRun(String contentType, String document) {
    return service.send("PUT", "/v1/roadmaps/large?dryRun=true", contentType, document);
  }

  @Test
  void aDocumentWithNothingToLearnIsRefused() {
    Answer answer = service.publish("empty", " \n");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("body");
    assertThat(service.stored("roadmap/empty")).isEmpty();
  }

  @Test
  void aDryRunStoresNothing() {
    Answer answer =
        service.send(
            "PUT", "/v1/roadmaps/dry?dryRun=true", "text/markdown", CommandService.ROADMAP);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("tiers").asInt()).isEqualTo(2);
    assertThat(answer.body().path("changed").asBoolean()).isTrue();
    assertThat(service.stored("roadmap/dry")).isEmpty();
  }

  @Test
  void theSameDocumentAgainIsNoVersion() {
    Answer again = service.publish("backend", CommandService.ROADMAP);

    assertThat(again.body().path("changed").asBoolean()).isFalse();
    assertThat(again.body().path("version").asInt()).isEqualTo(1);
  }

  @Test
  void aTreeThatWasReadCanBePublished() {
    String tree =
        service.texts("select payload from event where stream = 'roadmap/backend'").getFirst();
    String content = tree.replaceFirst("\"roadmapId\":\"backend\",\"version\":1,", "");

    Answer same = service.put("/v1/roadmaps/backend", content);

    assertThat(same.status()).as(same.body().toString()).isEqualTo(200);
    assertThat(same.body().path("changed").asBoolean()).isFalse();
  }
}
