package dev.trilha.query.leaderboard;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.published;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.RunningService;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.TeamEvent.MemberJoined;
import dev.trilha.schemas.TeamEvent.TeamFormed;
import dev.trilha.schemas.TeamId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LeaderboardIT extends RunningService {
  private final String team = fresh("core");
  private final String roadmap = fresh("java");
  private final String ana = fresh("a");
  private final String bia = fresh("b");
  private final String caio = fresh("c");
  private final String duda = fresh("d");
  private final String edu = fresh("e");

  /** ana 3, bia and caio 2, duda 1; edu never began. */
  @BeforeEach
  void form() {
    feed.event(0, published(roadmap, 1));
    feed.event(0, new TeamFormed(new TeamId(team), "Core"));
    List<String> members = List.of(ana, bia, caio, duda, edu);
    for (int i = 0; i < members.size(); i++) {
      feed.event(i + 1, new MemberJoined(new TeamId(team), new LearnerId(members.get(i))));
    }
    walk(ana, roadmap, 3);
    walk(bia, roadmap, 2);
    walk(caio, roadmap, 2);
    walk(duda, roadmap, 1);
    client.progressAt(duda, roadmap, 2);
    client.progressAt(ana, roadmap, 4);
    client.progressAt(bia, roadmap, 3);
    client.progressAt(caio, roadmap, 3);
    client.eventually(path(""), board -> assertThat(board.path("entries").size()).isEqualTo(5));
  }

  private void walk(String learner, String roadmap, int done) {
    Walk walk = Walk.of(learner, roadmap);
    feed.event(0, walk.enrolled());
    for (int i = 1; i <= done; i++) {
      feed.event(i, walk.completed("item-" + i, i, tally("tier-1", i, 0, 3)));
    }
  }

  private String path(String query) {
    return "/v1/teams/%s/leaderboard?roadmap=%s%s".formatted(team, roadmap, query);
  }

  private static List<String> lines(JsonNode board) {
    List<String> lines = new ArrayList<>();
    for (JsonNode entry : board.path("entries")) {
      lines.add(
          "%d %s %d %s"
              .formatted(
                  entry.path("rank").asInt(),
                  entry.path("learnerId").asString(),
                  entry.path("done").asInt(),
                  entry.path("percent").asString()));
    }
    return lines;
  }

  @Test
  void tiesShareARankAndWhoNeverBeganStandsAtZero() {
    JsonNode board = client.get(path("")).json();

    assertThat(lines(board))
        .containsExactly(
            "1 " + ana + " 3 50",
            "2 " + bia + " 2 33",
            "2 " + caio + " 2 33",
            "4 " + duda + " 1 16",
            "5 " + edu + " 0 0");
    assertThat(board.path("period").asString()).isEqualTo("all");
    assertThat(board.path("next").isNull()).isTrue();
    assertThat(board.path("asOf").asString()).isNotBlank();
  }

  @Test
  void pagesFollowEachOtherEvenWhenSomebodyMovesAhead() {
    JsonNode first = client.get(path("&limit=2")).json();
    Walk walk = Walk.of(edu, roadmap);
    feed.event(0, walk.enrolled());
    feed.event(1, walk.completed("item-1", 6, tally("tier-1", 3, 0, 3)));
    client.progressAt(edu, roadmap, 2);

    JsonNode second = client.get(path("&limit=2&cursor=" + first.path("next").asString())).json();

    assertThat(lines(second)).containsExactly("3 " + caio + " 2 33", "5 " + duda + " 1 16");
    assertThat(second.path("next").isNull()).isTrue();
  }

  @Test
  void aroundShowsTheNeighbours() {
    JsonNode board = client.get(path("&limit=3&around=" + caio)).json();

    assertThat(board.path("entries").findValuesAsString("learnerId"))
        .containsExactly(bia, caio, duda);
    assertThat(client.get(path("&around=nobody")).status()).isEqualTo(404);
  }

  @Test
  void whoOptedOutIsAbsentAndOthersHaveTheirNames() {
    feed.profile(bia, "Bia B.", true);
    feed.profile(ana, "Ana A.", false);

    JsonNode board =
        client.eventually(path(""), shown -> assertThat(shown.path("entries").size()).isEqualTo(4));

    assertThat(lines(board)).contains("2 " + caio + " 2 33", "3 " + duda + " 1 16");
    client.eventually(
        path(""),
        shown ->
            assertThat(shown.path("entries").path(0).path("displayName").asString())
                .isEqualTo("Ana A."));
  }

  @Test
  void withoutARoadmapAllCountTogether() {
    String other = fresh("kotlin");
    walk(duda, other, 3);
    client.progressAt(duda, other, 4);

    JsonNode board = client.get("/v1/teams/%s/leaderboard".formatted(team)).json();

    assertThat(lines(board)).startsWith("1 " + duda + " 4 33", "2 " + ana + " 3 50");
    assertThat(board.path("roadmapId").isNull()).isTrue();
  }
}
