package dev.trilha.command.enrollment;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.command.CommandService;
import dev.trilha.command.CommandService.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TickIT {
  private CommandService service;
  private String verbs;
  private String codes;
  private String branches;

  @BeforeAll
  void publish() {
    service = CommandService.start();
    assertThat(service.publish("backend", CommandService.ROADMAP).status()).isEqualTo(200);
    String published =
        service.texts("select payload from event where stream = 'roadmap/backend'").getFirst();
    JsonNode tree = JsonMapper.shared().readTree(published);
    JsonNode beginner = tree.path("children").path(0).path("children");
    verbs = beginner.path(0).path("children").path(0).path("id").asString();
    codes = beginner.path(0).path("children").path(1).path("id").asString();
    branches = beginner.path(1).path("children").path(0).path("id").asString();
  }

  @AfterAll
  void stop() {
    service.close();
  }

  private static String item(String learner, String item) {
    return "/v1/learners/%s/roadmaps/backend/items/%s".formatted(learner, item);
  }

  @Test
  void theFirstTickEnrolls() {
    Answer tick = service.put(item("ana", verbs), null);

    assertThat(tick.status()).isEqualTo(200);
    assertThat(tick.body().path("changed").asBoolean()).isTrue();
    assertThat(tick.body().path("version").asInt()).isEqualTo(2);
    assertThat(tick.etag()).isEqualTo("2");
    assertThat(tick.body().path("item").path("status").asString()).isEqualTo("done");
    assertThat(service.stored("enrollment/ana/backend"))
        .containsExactly("learner-enrolled", "item-completed");
  }

  @Test
  void anAnswerSaysItsLength() {
    assertThat(service.put(item("lea", verbs), null).contentLength()).isPresent();
    assertThat(service.put(item("lea", "no-such-item"), null).contentLength()).isPresent();
  }

  /** A tick of an item is one of each of its sub-items. */
  @Test
  void ticksThatComeToMillionsAreRefused() {
    String parts =
        IntStream.range(0, 2_000)
            .mapToObj(i -> "{'id':'p%1$d','kind':'item','title':'Part %1$d'}".formatted(i))
            .collect(joining(","));
    service.put(
        "/v1/roadmaps/parts",
        "{'title':'Parts','children':[{'id':'t','kind':'tier','title':'Tier','children':[{'id':'whole','kind':'item','title':'Whole','children':[%s]}]}]}"
            .formatted(parts)
            .replace('\'', '"'));
    String ticks =
        IntStream.range(0, 11)
            .mapToObj(
                i -> "{'itemId':'whole','status':'%s'}".formatted(i % 2 == 0 ? "done" : "todo"))
            .collect(joining(","));

    Answer answer =
        service.patch(
            "/v1/learners/mila/roadmaps/parts/items",
            "{'items':[%s]}".formatted(ticks).replace('\'', '"'));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.field()).isEqualTo("items");
    assertThat(service.stored("enrollment/mila/parts")).isEmpty();
  }

  @Test
  void aRepeatStoresNothing() {
    service.put(item("bruno", verbs), null);
    Answer repeat = service.put(item("bruno", verbs), null);

    assertThat(repeat.status()).isEqualTo(200);
    assertThat(repeat.body().path("changed").asBoolean()).isFalse();
    assertThat(repeat.body().path("version").asInt()).isEqualTo(2);
    assertThat(service.stored("enrollment/bruno/backend")).hasSize(2);
  }

  @Test
  void theTickThatFinishesATierSaysSoAndStoresBothTogether() {
    service.put(item("carla", verbs), null);
    service.put(item("carla", codes), null);
    Answer last = service.put(item("carla", branches), null);

    assertThat(
            last.body()
                .path("completed")
                .valueStream()
                .map(completed -> completed.path("kind").asString()))
        .containsExactly("topic", "tier");
    assertThat(service.stored("enrollment/carla/backend"))
        .endsWith("item-completed", "topic-completed", "tier-completed");
  }

  @Test
  void reopeningWhatWasNeverTickedStoresNothing() {
    Answer reopened = service.delete(item("davi", verbs));

    assertThat(reopened.status()).isEqualTo(200);
    assertThat(reopened.body().path("changed").asBoolean()).isFalse();
    assertThat(service.stored("enrollment/davi/backend")).isEmpty();
  }

  @Test
  void aBatchIsOneAppendWithAnAnswerForEachItem() {
    Answer batch =
        service.patch(
            "/v1/learners/eva/roadmaps/backend/items",
            "{\"items\":[{\"itemId\":\"%s\"},{\"itemId\":\"nothing\"},{\"itemId\":\"%s\",\"status\":\"skipped\"},{\"itemId\":\"%s\"}]}"
                .formatted(verbs, codes, verbs));

    assertThat(batch.status()).isEqualTo(200);
    assertThat(
            batch.body().path("items").valueStream().map(item -> item.path("changed").asBoolean()))
        .containsExactly(true, false, true, false);
    assertThat(batch.body().path("items").path(1).path("problem").asString())
        .isEqualTo("unknown-item");
    assertThat(service.stored("enrollment/eva/backend"))
        .containsExactly("learner-enrolled", "item-completed", "item-skipped", "topic-completed");
  }

  @Test
  void aBatchOfAllOrNothingStoresNothingWhenOneItemCannotBeTicked() {
    Answer batch =
        service.patch(
            "/v1/learners/elio/roadmaps/backend/items",
            "{\"allOrNothing\":true,\"items\":[{\"itemId\":\"%s\"},{\"itemId\":\"nothing\"}]}"
                .formatted(verbs));

    assertThat(batch.status()).isEqualTo(404);
    assertThat(batch.body().path("type").asString()).isEqualTo("urn:trilha:problem:unknown-item");
    assertThat(batch.body().path("detail").asString()).contains("nothing");
    assertThat(service.stored("enrollment/elio/backend")).isEmpty();
  }

  @Test
  void theSameTickFiftyTimesAtOnceIsOneEvent() throws Exception {
    List<Future<Answer>> answers = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        answers.add(callers.submit(() -> service.put(item("fabio", verbs), null)));
      }
    }

    int changed = 0;
    for (Future<Answer> answer : answers) {
      assertThat(answer.get().status()).isEqualTo(200);
      changed += answer.get().body().path("changed").asBoolean() ? 1 : 0;
    }
    assertThat(changed).isEqualTo(1);
    assertThat(service.stored("enrollment/fabio/backend"))
        .containsExactly("learner-enrolled", "item-completed");
  }

  @Test
  void aWriterBehindOurBackCostsTheCallerNothing() {
    service.put(item("gil", verbs), null);
    service
        .jdbc()
        .sql(
            """
            insert into event (stream, sequence, event_id, type, revision, recorded_at, payload)
            select stream, 2, gen_random_uuid(), type, revision, recorded_at,
                   replace(payload::text, :verbs, :codes)::json
            from event where stream = 'enrollment/gil/backend' and sequence = 1
            """)
        .param("verbs", verbs)
        .param("codes", codes)
        .update();

    Answer tick = service.put(item("gil", branches), null);

    assertThat(tick.status()).isEqualTo(200);
    assertThat(tick.body().path("completed").path(1).path("kind").asString())
        .as("the other writer's tick counts")
        .isEqualTo("tier");
  }

  @Test
  void aStaleIfMatchIsRefusedAndStoresNothing() {
    service.put(item("hugo", verbs), null);
    Answer stale = service.send("PUT", item("hugo", codes), null, null, "If-Match", "\"1\"");

    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.body().path("type").asString()).isEqualTo("urn:trilha:problem:stale-version");
    assertThat(service.stored("enrollment/hugo/backend")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"'\"1\"', 412", "'W/\"2\"', 412", "'\"1\", \"2\"', 200", "*, 200", "2, 400"})
  void ifMatchIsReadAsHttpHasIt(String header, int status) {
    String learner = "juno" + header.replaceAll("[^0-9W*]", "").replace('*', 'x');
    service.put(item(learner, verbs), null);

    Answer answer = service.send("PUT", item(learner, codes), null, null, "If-Match", header);

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    assertThat(service.stored("enrollment/%s/backend".formatted(learner)))
        .hasSize(status == 200 ? 4 : 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"minutes\":-1}", "{\"evidence\":\"x\"}", "{\"status\":\"x\"}"})
  void aTickThatBreaksARuleIsCounted(String body) {
    double before = refusedAsInvalid();

    assertThat(service.put(item("kai", verbs), body).status()).isEqualTo(400);

    assertThat(refusedAsInvalid()).isEqualTo(before + 1);
  }

  private double refusedAsInvalid() {
    return service
        .get("/actuator/prometheus")
        .body()
        .asString()
        .lines()
        .filter(line -> line.startsWith("trilha_ticks_total{"))
        .filter(line -> line.contains("outcome=\"refused-invalid\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Test
  void aNoteIsKeptInARowThatErasingThePersonDeletes() {
    service.put(item("iris", verbs), "{\"note\":\"read twice\",\"minutes\":30}");
    assertThat(notes("iris")).containsExactly("read twice");

    service.delete("/v1/learners/iris");
    assertThat(notes("iris")).isEmpty();
  }

  private List<String> notes(String learner) {
    return service.texts("select note from item_note where learner_id = ?", learner);
  }

  private Answer tickChecklist(String learner, String roadmap, String markdown) {
    return service.send(
        "PATCH",
        "/v1/learners/%s/roadmaps/%s/items".formatted(learner, roadmap),
        "text/markdown",
        markdown);
  }

  @Test
  void aChecklistTicksWhatItHasTicked() {
    Answer answer =
        tickChecklist(
            "checks",
            "backend",
            CommandService.ROADMAP.replace("[ ] Verbs", "[x] Verbs").replace("[ ] Go", "[X] Go")
                + "\n### Elsewhere\n- [x] Dancing\n");

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    assertThat(answer.body().path("items").findValuesAsString("id"))
        .containsExactly(verbs, "advanced.language.go");
    assertThat(answer.body().path("items").findValuesAsString("changed"))
        .containsExactly("true", "true");
    assertThat(answer.body().path("completed").findValuesAsString("id"))
        .contains("advanced.language", "advanced");
    assertThat(answer.body().path("unmatched").findValuesAsString("title"))
        .containsExactly("Dancing");
    assertThat(answer.body().path("unmatched").path(0).path("line").asInt()).isEqualTo(19);
    assertThat(service.stored("enrollment/checks/backend"))
        .startsWith("learner-enrolled", "item-completed");
  }

  @Test
  void aChecklistThatTicksNothingNewChangesNothing() {
    String ticked = CommandService.ROADMAP.replace("[ ] Verbs", "[x] Verbs");
    tickChecklist("again", "backend", ticked);

    Answer again = tickChecklist("again", "backend", ticked);
    Answer open = tickChecklist("again", "backend", CommandService.ROADMAP);

    assertThat(again.body().path("changed").asBoolean()).isFalse();
    assertThat(open.body().path("changed").asBoolean()).isFalse();
    assertThat(service.stored("enrollment/again/backend"))
        .containsExactly("learner-enrolled", "item-completed");
  }

  @Test
  void aChecklistTakesNothingBack() {
    service.put("/v1/learners/keeper/roadmaps/backend/items/" + verbs, null);
    String marked =
        "# R\n\n- [ ] Verbs <!-- trilha item %s state=skipped -->\n- [ ] Go <!-- trilha item advanced.language.go state=in-progress -->\n"
            .formatted(verbs);

    Answer answer = tickChecklist("keeper", "backend", marked);

    assertThat(answer.body().path("items").findValuesAsString("status"))
        .containsExactly("skipped", "in-progress");
    assertThat(answer.body().path("items").findValuesAsString("changed"))
        .containsExactly("false", "true");
  }

  @Test
  void aTickThatSaysNothingOfALeafIsAnsweredWithItsReason() {
    service.publish(
        "choices", "# C\n## Tier\n- [ ] Flours (choose one)\n  - [ ] Rye\n  - [ ] Oat\n");

    Answer answer = tickChecklist("choosy", "choices", "# C\n## Tier\n- [x] Flours (choose one)\n");

    assertThat(answer.body().path("unmatched").path(0).path("reason").asString())
        .isEqualTo("leaves-a-choice");
  }

  @Test
  void aChecklistIsMatchedWithTheVersionThatTheLearnerIsOn() {
    service.publish("versions", "# V\n## Tier\n- [ ] Reading books\n- [ ] Writing\n");
    service.put("/v1/learners/early/roadmaps/versions", null);
    service.publish("versions", "# V\n## Tier\n- [ ] Singing\n- [ ] Writing\n");

    Answer answer =
        tickChecklist("early", "versions", "# V\n## Tier\n- [x] Reading books\n- [x] Singing\n");

    assertThat(answer.body().path("items").findValuesAsString("id"))
        .containsExactly("tier.reading-books");
    assertThat(answer.body().path("unmatched").findValuesAsString("title"))
        .containsExactly("Singing");
  }

  @Test
  void aChecklistHasTheLimitsOfAnImport() {
    String large = "# A\n" + "- [ ] Some words to fill the document\n".repeat(60_000);
    assertThat(tickChecklist("large", "backend", large).status()).isEqualTo(413);
    String many = "# A\n" + "- [x] A\n".repeat(20_001);
    assertThat(tickChecklist("large", "backend", many).status()).isEqualTo(422);
    assertThat(
            service
                .send("PATCH", "/v1/learners/large/roadmaps/backend/items", "text/plain", "- [x] A")
                .status())
        .isEqualTo(415);
    assertThat(service.stored("enrollment/large/backend")).isEmpty();
  }
}
