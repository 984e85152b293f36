package dev.trilha.query.leaderboard;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.published;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Client.Answer;
import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.Feed;
import dev.trilha.query.RunningService;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RoadmapLeaderboardIT extends RunningService {
  private final String roadmap = fresh("java");
  private final String ana = fresh("a");
  private final String bia = fresh("b");
  private final String caio = fresh("c");
  private final String duda = fresh("d");
  private final String edu = fresh("e");

  /** ana 3, bia and caio 2, duda 1 of the one that applies to her, edu 0. */
  @BeforeEach
  void walk() {
    feed.event(0, published(roadmap, 1));
    walk(ana, 3);
    walk(bia, 2);
    walk(caio, 2);
    walk(duda, 1);
    walk(edu, 0);
    feed.event(2, Walk.of(duda, roadmap).skipped("item-2", 1, 5, tally("tier-1", 1, 2, 3)));
    client.progressAt(ana, roadmap, 4);
    client.progressAt(bia, roadmap, 3);
    client.progressAt(caio, roadmap, 3);
    client.progressAt(duda, roadmap, 3);
    client.progressAt(edu, roadmap, 1);
    client.eventually(
        "/v1/roadmaps/" + roadmap, tree -> assertThat(tree.path("version").asInt()).isEqualTo(1));
  }

  private void walk(String learner, int done) {
    Walk walk = Walk.of(learner, roadmap);
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    records.add(Feed.record(0, walk.enrolled()));
    for (int i = 1; i <= done; i++) {
      records.add(Feed.record(i, walk.completed("item-" + i, i, tally("tier-1", i, 0, 3))));
    }
    feed.rawTogether(records);
  }

  private String path(String query) {
    return "/v1/roadmaps/%s/leaderboard?%s".formatted(roadmap, query);
  }

  private JsonNode board(String query) {
    var answer = client.get(path(query));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> lines(JsonNode board) {
    return board
        .path("entries")
        .valueStream()
        .map(entry ->
            "%d %s %d %s"
                .formatted(
                    entry.path("rank").asInt(),
                    entry.path("learnerId").asString(),
                    entry.path("done").asInt(),
                    entry.path("percent").asString()))
        .toList();
  }

  /** What the histogram says and what counting the rows says, by leaves. */
  private Map<Integer, Integer> counted(String sql) {
    Map<Integer, Integer> counts = new TreeMap<>();
    jdbc.sql(sql)
        .param(roadmap)
        .query(row -> {
          counts.put(row.getInt(1), row.getInt(2));
        });
    return counts;
  }

  private void histogramIsRight() {
    assertThat(
            counted(
                """
                SELECT value, sum(learners) FROM standing_count
                WHERE measure = 'leaves' AND roadmap_id = ? GROUP BY value HAVING sum(learners) <> 0
                """))
        .isEqualTo(
            counted(
                "SELECT done, count(*) FROM enrollment WHERE NOT hidden AND roadmap_id = ? GROUP BY"
                    + " done"));
  }

  @Test
  void ranksEverybodyOnTheRoadmap() {
    JsonNode board = board("");

    assertThat(lines(board))
        .containsExactly(
            "1 " + ana + " 3 50",
            "2 " + bia + " 2 33",
            "2 " + caio + " 2 33",
            "4 " + duda + " 1 100",
            "5 " + edu + " 0 0");
    assertThat(board.path("of").asInt()).isEqualTo(5);
    assertThat(board.path("next").isNull()).isTrue();
    assertThat(board.path("asOf").asString()).isNotBlank();
  }

  @Test
  void byShareIsByWhatAppliesToEach() {
    assertThat(lines(board("by=share&limit=2")))
        .containsExactly("1 " + duda + " 1 100", "2 " + ana + " 3 50");
  }

  @Test
  void refusesAPlaceBehindEverything() {
    String cursor =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("all - leaves -2147483648 ana".getBytes(StandardCharsets.US_ASCII));

    Answer answer = client.get(path("cursor=" + cursor));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.text()).contains("cursor");
  }

  @Test
  void pagesGoThroughTies() {
    List<String> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = board("limit=1" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      all.addAll(lines(page));
      cursor = page.path("next").asString("");
    } while (!cursor.isEmpty());

    assertThat(all).isEqualTo(lines(board("")));
  }

  @Test
  void aroundShowsTheNeighbours() {
    assertThat(lines(board("limit=3&around=" + caio)))
        .containsExactly("2 " + bia + " 2 33", "2 " + caio + " 2 33", "4 " + duda + " 1 100");
    assertThat(lines(board("limit=3&around=" + ana)))
        .containsExactly("1 " + ana + " 3 50", "2 " + bia + " 2 33", "2 " + caio + " 2 33");
    assertThat(lines(board("limit=3&around=" + edu)))
        .containsExactly("2 " + caio + " 2 33", "4 " + duda + " 1 100", "5 " + edu + " 0 0");
    assertThat(lines(board("limit=1&around=" + edu))).containsExactly("5 " + edu + " 0 0");
  }

  @Test
  void whatIsSeenAgainOrTakenBackIsCountedOnce() {
    walk(ana, 3);
    walk(caio, 1);
    Walk walk = Walk.of(bia, roadmap);
    feed.event(3, walk.reopened("item-2", 1, tally("tier-1", 1, 0, 3)));
    feed.event(4, walk.completed("item-2", 2, tally("tier-1", 2, 0, 3)));
    feed.event(3, walk.reopened("item-2", 1, tally("tier-1", 1, 0, 3)));
    feed.event(5, walk.completed("item-3", 3, tally("tier-1", 3, 0, 3)));
    client.progressAt(bia, roadmap, 6);
    feed.event(3, Walk.of(caio, roadmap).started("item-3", 2));
    client.progressAt(caio, roadmap, 4);

    assertThat(lines(board("limit=3")))
        .containsExactly("1 " + ana + " 3 50", "1 " + bia + " 3 50", "3 " + caio + " 2 33");
    histogramIsRight();
  }

  @Test
  void whoOptsOutIsNotCountedAndComesBack() {
    feed.profile(ana, "Ana", true);
    client.eventually(path(""), board -> assertThat(board.path("of").asInt()).isEqualTo(4));
    assertThat(lines(board("limit=2")))
        .containsExactly("1 " + bia + " 2 33", "1 " + caio + " 2 33");
    assertThat(client.get(path("around=" + ana)).status()).isEqualTo(404);
    feed.event(4, Walk.of(ana, roadmap).completed("item-4", 4, tally("tier-1", 3, 0, 3)));
    client.progressAt(ana, roadmap, 5);
    histogramIsRight();

    feed.profile(ana, "Ana", false);

    client.eventually(
        path(""),
        board -> assertThat(lines(board)).startsWith("1 " + ana + " 4 66", "2 " + bia + " 2 33"));
    histogramIsRight();
  }

  @Test
  void whoWasErasedBeforeTheFirstTickStaysAbsent() {
    String fay = fresh("f");
    feed.profile(fay, "Fay", false);
    feed.erased(fay);
    walk(fay, 6);
    client.progressAt(fay, roadmap, 7);

    client.eventually(
        path(""), board -> assertThat(lines(board)).first().isEqualTo("1 " + ana + " 3 50"));
    assertThat(
            jdbc.sql("SELECT count(*) FROM hidden_learner WHERE learner_id = ?")
                .param(fay)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    histogramIsRight();
  }
}
