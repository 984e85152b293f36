package dev.trilha.command.roadmap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.command.CommandService;
import dev.trilha.command.CommandService.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of a roadmap, and of the ticks on it, when its document changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoadmapIT {
  private static final String FIRST =
      """
      # Bread
      ## Tier 1: Dough
      - Knead by hand for ten minutes
      - Shape a round loaf
      ## Tier 2: Oven
      - Bake with steam
      """;

  /** Reworded, moved to the other tier, and one added. */
  private static final String SECOND =
      """
      # Bread
      ## Tier 1: Dough
      - Knead by hand for at least ten minutes
      - Weigh the flour
      ## Tier 2: Oven
      - Shape a round loaf
      - Bake with steam
      """;

  private CommandService service;

  @BeforeAll
  void start() {
    service = CommandService.start();
  }

  @AfterAll
  void stop() {
    service.close();
  }

  @Test
  void ticksSurviveAnUpgradeToAReworkedDocument() {
    service.publish("bread", FIRST);
    String items = "/v1/learners/ana/roadmaps/bread/items/";
    String kneading = items + idOf("Knead by hand for ten minutes", "bread");
    String shaping = items + idOf("Shape a round loaf", "bread");
    assertThat(service.put(kneading, null).status()).isEqualTo(200);
    assertThat(service.put(shaping, null).status()).isEqualTo(200);

    Answer report = service.publish("bread", SECOND);
    Answer upgrade = service.put("/v1/learners/ana/roadmaps/bread", "{\"version\":2}");

    assertThat(report.body().path("reworded").valueStream())
        .singleElement()
        .extracting(change -> change.path("was").asString())
        .isEqualTo("Knead by hand for ten minutes");
    assertThat(report.body().path("moved").valueStream())
        .singleElement()
        .extracting(change -> change.path("title").asString())
        .isEqualTo("Shape a round loaf");
    assertThat(report.body().path("added").valueStream())
        .singleElement()
        .extracting(change -> change.path("title").asString())
        .isEqualTo("Weigh the flour");
    assertThat(report.body().path("removed").valueStream()).isEmpty();
    assertThat(upgrade.status()).isEqualTo(200);
    assertThat(service.put(kneading, null).body().path("changed").asBoolean())
        .as("the tick of the reworded item is still there")
        .isFalse();
    assertThat(service.put(shaping, null).body().path("changed").asBoolean())
        .as("the tick of the moved item is still there")
        .isFalse();
  }

  @Test
  void aPublisherMovesEverybodyToTheNewVersion() {
    service.publish("buns", FIRST);
    for (String learner : List.of("ana", "bruno")) {
      assertThat(service.put("/v1/learners/%s/roadmaps/buns".formatted(learner), null).status())
          .isEqualTo(200);
    }

    service.publish("buns?upgradeEnrollments=true", SECOND);

    await("not everybody was moved")
        .untilAsserted(() -> {
          assertThat(service.stored("enrollment/ana/buns")).endsWith("enrollment-upgraded");
          assertThat(service.stored("enrollment/bruno/buns")).endsWith("enrollment-upgraded");
        });
  }

  @Test
  void oneWhoseStreamCannotBeReadKeepsNobodyElse() {
    service.publish("rolls", FIRST);
    for (String learner : List.of("caio", "dora")) {
      service.put("/v1/learners/%s/roadmaps/rolls".formatted(learner), null);
    }
    service
        .jdbc()
        .sql(
            """
            insert into event (stream, sequence, event_id, type, revision, recorded_at, payload)
            values ('enrollment/caio/rolls', 1, gen_random_uuid(), 'of-the-future', 1, now(), '{}')
            """)
        .update();

    service.publish("rolls?upgradeEnrollments=true", SECOND);

    await("the one behind it was not moved")
        .untilAsserted(() ->
            assertThat(service.stored("enrollment/dora/rolls")).endsWith("enrollment-upgraded"));
    assertThat(service.stored("enrollment/caio/rolls")).endsWith("of-the-future");
  }

  @Test
  void withoutThePublishersWishEverybodyStays() {
    service.publish("cake", FIRST);
    service.put("/v1/learners/ana/roadmaps/cake", null);

    service.publish("cake", SECOND);

    assertThat(service.texts("select roadmap_id from roadmap_upgrade where roadmap_id = 'cake'"))
        .isEmpty();
    assertThat(
            service
                .put("/v1/learners/ana/roadmaps/cake", null)
                .body()
                .path("roadmapVersion")
                .asInt())
        .isEqualTo(1);
  }

  @Test
  void aDryRunSaysWhatWouldChangeAndStoresNothing() {
    service.publish("rolls", FIRST);

    Answer report = service.publish("rolls?dryRun=true", SECOND);

    assertThat(report.body().path("changed").asBoolean()).isTrue();
    assertThat(report.body().path("version").asInt()).isEqualTo(2);
    assertThat(report.body().path("moved").valueStream()).hasSize(1);
    assertThat(service.stored("roadmap/rolls")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "text/markdown, '# R\n## A\n- x\n'",
    "application/json,"
        + " '{\"title\":\"R\",\"children\":[{\"id\":\"x\",\"kind\":\"item\",\"title\":\"x\"}]}'"
  })
  void aDryRunOntoAnotherVersionThanExpectedIsRefusedAsThePublishingWouldBe(
      String mediaType, String document) {
    service.publish("scones", FIRST);
    service.publish("scones", SECOND);

    Answer answer =
        service.send(
            "PUT", "/v1/roadmaps/scones?dryRun=true", mediaType, document, "If-Match", "\"1\"");

    assertThat(answer.status()).isEqualTo(412);
  }

  /** What query-service answers. */
  private static String asRead(String roadmapId) {
    return """
    {"roadmapId":"%s","version":7,"title":"Rye","language":"en","publishedAt":"2026-03-02T18:04:05Z",
     "asOf":"2026-03-02T18:04:05Z","plan":{"version":0,"rows":[]},
     "children":[{"id":"t","kind":"tier","title":"T","rule":{"all":true},"leaf":false,"total":9,"children":[
       {"id":"t.a","kind":"item","title":"A","leaf":true,"total":1,"children":[]}]}]}
    """
        .formatted(roadmapId);
  }

  @Test
  void whatWasReadAsJsonMayBeSentBack() {
    Answer first = service.put("/v1/roadmaps/rye", asRead("rye"));
    Answer again = service.put("/v1/roadmaps/rye", asRead("rye"));

    assertThat(first.status()).as(first.body().toString()).isEqualTo(200);
    assertThat(first.body().path("version").asInt()).isEqualTo(1);
    assertThat(again.body().path("changed").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json |"
            + " {'title':'T','children':[{'id':'t','kind':'tier','title':'T','children':["
            + "{'id':'t.a','kind':'item','title':'A'},{'id':'t.n','kind':'note','title':'N',"
            + "'children':[{'id':'t.b','kind':'item','title':'B'}]}]}]}",
        "text/markdown    | # T <!-- trilha roadmap -->;## T <!-- trilha tier t -->;"
            + "- A <!-- trilha item t.a -->;### N <!-- trilha note t.n -->;"
            + "- B <!-- trilha item t.b -->"
      })
  void whatStandsBelowANoteCountsForNothing(String mediaType, String document) {
    String roadmap = mediaType.replace('/', '-');
    String items = "/v1/learners/ana/roadmaps/%s/items/".formatted(roadmap);
    Answer published =
        service.send(
            "PUT",
            "/v1/roadmaps/" + roadmap,
            mediaType,
            document.replace('\'', '"').replace(';', '\n'));

    Answer below = service.put(items + "t.b", null);
    Answer beside = service.put(items + "t.a", null);

    assertThat(published.status()).as(published.body().toString()).isEqualTo(200);
    assertThat(below.status()).isEqualTo(404);
    assertThat(beside.body().path("completed").toString()).contains("tier", "roadmap");
    assertThat(
            service
                .texts(
                    "select payload from event where type = 'roadmap-published' and stream = ?",
                    "roadmap/" + roadmap)
                .getFirst())
        .containsOnlyOnce("\"leaf\":true");
  }

  @ParameterizedTest
  @CsvSource({
    "text/markdown, '# R\n## A\n- x\n'",
    "application/json,"
        + " '{\"title\":\"R\",\"children\":[{\"id\":\"x\",\"kind\":\"item\",\"title\":\"x\"}]}'"
  })
  void theTagOfADryRunIsOfTheVersionThatIsThere(String mediaType, String document) {
    String roadmap = "/v1/roadmaps/tagged-" + mediaType.replace('/', '-');
    Answer nothingThere = service.send("PUT", roadmap + "?dryRun=true", mediaType, document);
    Answer published = service.send("PUT", roadmap, mediaType, document);
    Answer tried =
        service.send("PUT", roadmap + "?dryRun=true", mediaType, document.replace('x', 'y'));
    Answer next =
        service.send(
            "PUT",
            roadmap,
            mediaType,
            document.replace('x', 'y'),
            "If-Match",
            "\"%s\"".formatted(tried.etag()));

    assertThat(nothingThere.etag()).isNull();
    assertThat(published.etag()).isEqualTo("1");
    assertThat(tried.body().path("version").asInt()).as("what it would be").isEqualTo(2);
    assertThat(tried.etag()).isEqualTo("1");
    assertThat(next.status()).isEqualTo(200);
    assertThat(next.etag()).isEqualTo("2");
  }

  @Test
  void aTreeThatSaysItIsAnotherRoadmapIsRefused() {
    Answer answer = service.put("/v1/roadmaps/wheat", asRead("rye"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/field").asString()).isEqualTo("roadmapId");
    assertThat(service.stored("roadmap/wheat")).isEmpty();
  }

  @Test
  void aDryRunSaysWhyAnotherOrderMakesAVersion() {
    service.publish("naan", "# Bread\n## Dough\n- Knead\n- Rest\n");

    Answer report = service.publish("naan?dryRun=true", "# Bread\n## Dough\n- Rest\n- Knead\n");

    assertThat(report.body().path("changed").asBoolean()).isTrue();
    assertThat(report.body().path("reordered").valueStream()).hasSize(1);
  }

  @Test
  void publishersWhoMeetAllGetTheirVersion() throws Exception {
    service.publish("pizza", FIRST);
    List<Future<Answer>> answers = new ArrayList<>();
    try (ExecutorService publishers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 3; i++) {
        String document = FIRST + "- Slide number " + "abc".charAt(i) + " into the oven\n";
        answers.add(publishers.submit(() -> service.publish("pizza", document)));
      }
    }

    List<Integer> versions = new ArrayList<>();
    for (Future<Answer> answer : answers) {
      assertThat(answer.get().status()).isEqualTo(200);
      versions.add(answer.get().body().path("version").asInt());
    }
    assertThat(versions).containsExactlyInAnyOrder(2, 3, 4);
  }

  static Stream<Arguments> documentsThatAreRefused() {
    return Stream.of(
        Arguments.of("- [ ] x\n".repeat(20_001), 422, "has at most 20 000 nodes (line 20000)"),
        Arguments.of("- ".repeat(13) + "x", 422, "is at most 12 levels deep (line 1)"),
        Arguments.of("> ".repeat(4_999) + "x", 422, "is at most 12 levels deep (line 1)"),
        Arguments.of(
            "# R\n- " + "x".repeat(10_000),
            422,
            "has at most 10 000 characters in a line (line 2)"),
        Arguments.of("x\n".repeat(1024 * 1024 + 1), 413, "has at most 2097152 bytes"),
        Arguments.of("Nothing to learn here.", 422, "has at least one item to learn"));
  }

  @ParameterizedTest
  @MethodSource("documentsThatAreRefused")
  void aDocumentPastALimitIsRefusedAndTheLimitIsSaid(String document, int status, String rule) {
    Answer answer = service.publish("refused", document);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body().at("/errors/0/field").asString()).isEqualTo("body");
    assertThat(answer.body().at("/errors/0/rule").asString()).isEqualTo(rule);
    assertThat(service.stored("roadmap/refused")).isEmpty();
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    byte[] latin1 = "- [ ] Aplica\u00e7\u00e3o".getBytes(StandardCharsets.ISO_8859_1);

    Answer answer = service.sendBytes("PUT", "/v1/roadmaps/latin", "text/markdown", latin1);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().at("/errors/0/rule").asString()).isEqualTo("is text in UTF-8");
  }

  @Test
  void titlesThatStandTwiceUnderOneParentAreTwoItems() {
    Answer report = service.publish("twice", "# Twice\n- [ ] Knead\n- [ ] Knead\n");

    assertThat(report.body().path("leaves").asInt()).isEqualTo(2);
  }

  @Test
  void scriptsAreTextLikeAnyOther() {
    service.publish("html", "# Html\n- [ ] <script>alert(1)</script> <b>Bake</b>\n");

    assertThat(service.texts("select payload from event where stream = 'roadmap/html'").getFirst())
        .contains("\"title\":\"<script>alert(1)</script> Bake\"");
  }

  @Test
  void aMappedPlanSurvivesAReworkedDocumentAndLosesWhatIsGone() {
    String plan = "## Plan\n| Week | Focus |\n|---|---|\n| 1-2 | Flour |\n| 3 | Fire |\n";
    service.publish("focaccia", FIRST + plan);
    String mapping =
        "{'rows':[{'id':'plan.flour','topics':['dough','oven.bake-with-steam']},{'id':'plan.fire','topics':['oven']}]}"
            .replace('\'', '"');

    Answer mapped = service.put("/v1/roadmaps/focaccia/plan", mapping);
    Answer again = service.put("/v1/roadmaps/focaccia/plan", mapping);
    Answer tried = service.publish("focaccia?dryRun=true", SECOND);
    Answer ticked =
        service.put("/v1/learners/eva/roadmaps/focaccia/items/oven.bake-with-steam", null);
    Answer republished =
        service.publish("focaccia", SECOND.replace("- Bake with steam\n", "") + plan);
    Answer stale =
        service.send(
            "PUT",
            "/v1/roadmaps/focaccia/plan",
            "application/json",
            mapping,
            "If-Match",
            "\"1-2\"");

    assertThat(mapped.status()).as(mapped.body().toString()).isEqualTo(200);
    assertThat(mapped.etag()).isEqualTo("1-2");
    assertThat(again.body().path("changed").asBoolean()).isFalse();
    assertThat(tried.body().path("unmapped").valueStream()).hasSize(2);
    assertThat(ticked.status()).as("the newest version is still found").isEqualTo(200);
    assertThat(republished.body().path("version").asInt()).isEqualTo(2);
    assertThat(republished.body().path("unmapped").toString())
        .isEqualTo("[{\"id\":\"plan.flour\",\"topics\":[\"oven.bake-with-steam\"]}]");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(service.stored("roadmap/focaccia"))
        .containsExactly("roadmap-published", "plan-mapped", "roadmap-published", "plan-mapped");
    assertThat(service.publish("focaccia", FIRST + plan).body().path("version").asInt())
        .isEqualTo(3);
  }

  /** As it was published first. */
  private String idOf(String title, String roadmap) {
    String published =
        service
            .texts("select payload from event where stream = 'roadmap/%s'".formatted(roadmap))
            .getFirst();
    return JsonMapper.shared()
        .readTree(published)
        .path("children")
        .valueStream()
        .flatMap(tier -> tier.path("children").valueStream())
        .filter(item -> item.path("title").asString().equals(title))
        .map(item -> item.path("id").asString())
        .findFirst()
        .orElseThrow();
  }
}
