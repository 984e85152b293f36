package dev.trilha.query.leaderboard;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.published;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Client.Answer;
import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.RunningService;
import dev.trilha.query.progress.Measure;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.TeamEvent.MemberJoined;
import dev.trilha.schemas.TeamEvent.TeamFormed;
import dev.trilha.schemas.TeamId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  @Test
  void byShareIsByWhatAppliesToEach() {
    Walk walk = Walk.of(duda, roadmap);
    feed.event(2, walk.skipped("item-2", 1, 5, tally("tier-1", 1, 2, 3)));
    client.progressAt(duda, roadmap, 3);

    JsonNode board = client.get(path("&by=share")).json();

    assertThat(lines(board)).startsWith("1 " + duda + " 1 100", "2 " + ana + " 3 50");
    assertThat(board.path("by").asString()).isEqualTo("share");
  }

  /** Members: fay did two leaves long ago and one now, gil two now. */
  private void twoMoreWithDates(String fay, String gil) {
    Instant now = Instant.now();
    Instant longAgo = now.minus(40, ChronoUnit.DAYS);
    Walk first = Walk.of(fay, roadmap);
    feed.event(0, first.enrolled());
    feed.event(1, first.completed(longAgo, "records", 1, tally("tier-1", 1, 0, 3)));
    feed.event(2, first.completed(longAgo, "streams", 2, tally("tier-1", 2, 0, 3)));
    feed.event(3, first.completed(now, "jdbc", 3, tally("tier-2", 1, 0, 3)));
    Walk second = Walk.of(gil, roadmap);
    feed.event(0, second.enrolled());
    feed.event(1, second.completed(now, "unit", 1, tally("tier-2", 1, 0, 3)));
    feed.event(2, second.completed(now, "real", 2, tally("tier-2", 2, 0, 3)));
    feed.event(6, new MemberJoined(new TeamId(team), new LearnerId(fay)));
    feed.event(7, new MemberJoined(new TeamId(team), new LearnerId(gil)));
    client.progressAt(fay, roadmap, 4);
    client.progressAt(gil, roadmap, 3);
    client.eventually(path(""), board -> assertThat(board.path("entries").size()).isEqualTo(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"week", "month"})
  void aPeriodCountsWhatWasDoneInItWheneverTheMemberJoined(String period) {
    String fay = fresh("f");
    String gil = fresh("g");
    twoMoreWithDates(fay, gil);

    JsonNode board = client.get(path("&limit=2&period=" + period)).json();

    assertThat(lines(board)).containsExactly("1 " + gil + " 2 33", "2 " + fay + " 1 16");
    assertThat(board.path("from").asString()).isLessThanOrEqualTo(board.path("to").asString());
    JsonNode next =
        client
            .get(path("&limit=2&period=" + period + "&cursor=" + board.path("next").asString()))
            .json();
    assertThat(lines(next)).first().isEqualTo("3 " + ana + " 0 0");
  }

  @Test
  void takingBackAndDoingAgainIsNoNews() {
    String fay = fresh("f");
    String gil = fresh("g");
    twoMoreWithDates(fay, gil);
    Walk walk = Walk.of(fay, roadmap);
    feed.event(4, walk.reopened("records", 2, tally("tier-1", 1, 0, 3)));
    feed.event(5, walk.reopened("streams", 1, tally("tier-1", 0, 0, 3)));
    feed.event(6, walk.completed(Instant.now(), "records", 2, tally("tier-1", 1, 0, 3)));
    feed.event(7, walk.completed(Instant.now(), "streams", 3, tally("tier-1", 2, 0, 3)));
    client.progressAt(fay, roadmap, 8);

    assertThat(lines(client.get(path("&limit=2&period=week")).json()))
        .containsExactly("1 " + gil + " 2 33", "2 " + fay + " 1 16");
  }

  @Test
  void aPageOfAnotherWeekStaysInThatWeek() {
    String fay = fresh("f");
    String gil = fresh("g");
    twoMoreWithDates(fay, gil);
    LocalDate monday =
        LocalDate.ofInstant(Instant.now().minus(40, ChronoUnit.DAYS), ZoneOffset.UTC)
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    String cursor = new Cursor(new Board(Period.WEEK, monday, Measure.LEAVES), 99, "x").text();

    JsonNode board = client.get(path("&zone=UTC&limit=1&period=week&cursor=" + cursor)).json();

    assertThat(lines(board)).containsExactly("1 " + fay + " 2 33");
    assertThat(board.path("from").asString()).isEqualTo(monday.toString());
  }

  @Test
  void daysAreThoseOfMostMembers() {
    assertThat(client.get(path("")).json().path("timeZone").asString()).isEqualTo("UTC");
    feed.profile(bia, "Bia B.", false);

    client.eventually(
        path(""),
        board -> assertThat(board.path("timeZone").asString()).isEqualTo("America/Sao_Paulo"));
    assertThat(client.get(path("&zone=Asia/Tokyo")).json().path("timeZone").asString())
        .isEqualTo("Asia/Tokyo");
  }

  @Test
  void whoIsErasedIsAbsent() {
    feed.profile(bia, "Bia B.", false);
    client.eventually(
        path(""),
        shown ->
            assertThat(shown.path("entries").path(1).path("displayName").asString())
                .isEqualTo("Bia B."));

    feed.erased(bia);

    client.eventually(
        path(""),
        shown ->
            assertThat(shown.path("entries").findValuesAsString("learnerId"))
                .containsExactly(ana, caio, duda, edu));
  }

  @Test
  void whatSaysTheSameIsNotSentAgain() {
    Answer first = client.get(path(""));

    assertThat(client.get(path(""), "If-None-Match", first.header("ETag")).status()).isEqualTo(304);
    Walk walk = Walk.of(duda, roadmap);
    feed.event(2, walk.completed("item-2", 2, tally("tier-1", 2, 0, 3)));
    client.progressAt(duda, roadmap, 3);
    Answer second = client.get(path(""), "If-None-Match", first.header("ETag"));
    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json().path("version").asLong())
        .isGreaterThan(first.json().path("version").asLong());
  }
}
