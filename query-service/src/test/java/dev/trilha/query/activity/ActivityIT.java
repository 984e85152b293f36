package dev.trilha.query.activity;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.published;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.RunningService;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

class ActivityIT extends RunningService {
  private final String roadmap = fresh("java");
  private final String learner = fresh("ana");
  private final Walk ana = Walk.of(learner, roadmap);

  private void walk() {
    feed.event(0, published(roadmap, 1));
    feed.event(0, ana.enrolled());
    feed.event(1, ana.completed("records", 1, tally("tier-1", 1, 0, 3)));
    feed.event(2, ana.tierCompleted(1, tally("tier-1", 3, 0, 3)));
    feed.event(3, ana.skipped("jdbc", 1, 1, tally("tier-2", 0, 1, 3)));
    client.progressAt(learner, roadmap, 4);
  }

  private JsonNode history(String parameters) {
    var answer =
        client.get("/v1/learners/%s/roadmaps/%s/history%s".formatted(learner, roadmap, parameters));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private JsonNode activity(String parameters) {
    var answer = client.get("/v1/learners/%s/activity%s".formatted(learner, parameters));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  @Test
  void historyHasEveryEventInOrder() {
    walk();

    JsonNode entries = history("").path("entries");

    assertThat(entries.findValuesAsString("type"))
        .containsExactly("learner-enrolled", "item-completed", "tier-completed", "item-skipped");
    assertThat(entries.findValuesAsString("title"))
        .containsExactly("The records", "The tier-1", "The jdbc");
    assertThat(entries.path(3).path("done").asInt()).isEqualTo(1);
    assertThat(entries.path(3).path("skipped").asInt()).isEqualTo(1);
    assertThat(entries.path(1).path("at").asString()).isEqualTo("2026-11-02T12:00:00Z");
    assertThat(entries.path(1).path("recordedAt").isMissingNode()).isFalse();
  }

  @Test
  void historyComesInPages() {
    walk();

    JsonNode first = history("?limit=3");
    JsonNode second = history("?limit=3&after=" + first.path("next").asLong());

    assertThat(first.path("entries").size()).isEqualTo(3);
    assertThat(second.path("entries").findValuesAsString("type")).containsExactly("item-skipped");
    assertThat(second.path("next").isNull()).isTrue();
  }

  @Test
  void anEventThatComesTwiceIsThereOnce() {
    walk();
    feed.event(1, ana.completed("records", 1, tally("tier-1", 1, 0, 3)));
    feed.event(4, ana.reopened("jdbc", 1));
    client.progressAt(learner, roadmap, 5);

    assertThat(history("").path("entries").findValuesAsString("sequence"))
        .containsExactly("0", "1", "2", "3", "4");
  }

  @Test
  void anItemThatIsGoneKeepsItsTitle() {
    walk();
    RoadmapNode other =
        new RoadmapNode(
            new NodeId("other"), NodeKind.ITEM, "Other", null, true, 1, null, null, List.of());
    feed.event(1, new RoadmapPublished(new RoadmapId(roadmap), 2, "Java", "en", List.of(other)));
    feed.event(4, ana.upgraded(2, 0));
    client.progressAt(learner, roadmap, 5);

    assertThat(history("").path("entries").path(1).path("title").asString())
        .isEqualTo("The records");
  }

  @Test
  void activityIsOfAllRoadmapsTheNewestFirst() {
    walk();
    String second = fresh("go");
    feed.event(0, Walk.of(learner, second).enrolled());
    client.eventually(
        "/v1/learners/" + learner + "/activity",
        shown -> assertThat(shown.path("entries").size()).isEqualTo(5));

    List<String> paged = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = activity("?limit=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      page.path("entries")
          .forEach(one ->
              paged.add(one.path("roadmapId").asString() + " " + one.path("sequence").asString()));
      cursor = page.path("next").asString("");
    } while (!cursor.isEmpty());

    assertThat(paged)
        .containsExactly(
            second + " 0", roadmap + " 0", roadmap + " 3", roadmap + " 2", roadmap + " 1");
  }

  @Test
  void activityIsOfTheDaysThatAreAskedFor() {
    walk();
    String day = "?from=2026-11-02T00:00:00Z&to=2026-11-03T00:00:00Z";
    assertThat(activity(day).path("entries").findValuesAsString("sequence"))
        .containsExactly("3", "2", "1");
    assertThat(activity("?to=2026-11-02T12:00:00Z").path("entries").size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/activity?limit=0",
        "/activity?limit=501",
        "/activity?cursor=x",
        "/activity?from=yesterday",
        "/activity?from=-100000-01-01T00:00:00Z",
        "/roadmaps/any/history?after=-2",
        "/roadmaps/any/history?limit=501",
      })
  void refusesWhatMakesNoSense(String address) {
    var answer = client.get("/v1/learners/ana" + address);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("type").asString()).isEqualTo("urn:trilha:problem:malformed");
  }

  @Test
  void saysOfADayThatAMomentIsWanted() {
    var answer = client.get("/v1/learners/ana/activity?from=2026-11-22");
    assertThat(answer.json().path("errors").path(0).path("field").asString()).isEqualTo("from");
    assertThat(answer.json().path("errors").path(0).path("rule").asString())
        .startsWith("is a moment as ISO 8601 writes it");
  }

  @Test
  void saysWhatIsUnknown() {
    walk();
    String nobody = "/v1/learners/" + fresh("nobody");
    assertThat(client.get(nobody + "/activity").text()).contains("unknown-learner");
    assertThat(client.get(nobody + "/roadmaps/" + roadmap + "/history").text())
        .contains("unknown-learner");
    assertThat(client.get("/v1/learners/" + learner + "/roadmaps/nothing/history").text())
        .contains("unknown-roadmap");
  }

  /** What a deployment goes through that had read the topic before the table was there. */
  @Test
  void fillsItselfFromTheBeginning() throws IOException {
    walk();
    jdbc.sql("DELETE FROM activity WHERE learner_id = ?").param(learner).update();
    String migration =
        new ClassPathResource("db/migration/V8__activity.sql")
            .getContentAsString(StandardCharsets.UTF_8);
    jdbc.sql(migration.substring(migration.indexOf("UPDATE inbox_position"))).update();
    feed.event(4, ana.reopened("jdbc", 1));

    client.eventually(
        "/v1/learners/%s/roadmaps/%s/history".formatted(learner, roadmap),
        shown ->
            assertThat(shown.path("entries").findValuesAsString("sequence"))
                .containsExactly("0", "1", "2", "3", "4"));
  }
}
