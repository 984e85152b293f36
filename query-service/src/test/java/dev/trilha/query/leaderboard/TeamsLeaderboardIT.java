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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Three leaves by one person beat four by two, though the two did theirs this week. Other tests'
 * teams are ranked too, so places are only compared.
 */
class TeamsLeaderboardIT extends RunningService {
  private final String roadmap = fresh("java");
  private final String small = fresh("small");
  private final String large = fresh("large");
  private final String ana = fresh("a");
  private final String bia = fresh("b");
  private final String caio = fresh("c");

  @BeforeEach
  void form() {
    Instant now = Instant.now();
    Instant longAgo = now.minus(40, ChronoUnit.DAYS);
    feed.event(0, published(roadmap, 1));
    form(small, ana);
    form(large, bia, caio);
    walk(ana, longAgo, "records", "streams", "jdbc");
    walk(bia, now, "records", "streams", "jdbc");
    walk(caio, now, "unit");
    eventually(small, entry -> assertThat(entry.path("done").asInt()).isEqualTo(3));
    eventually(
        large,
        entry -> {
          assertThat(entry.path("done").asInt()).isEqualTo(4);
          assertThat(entry.path("members").asInt()).isEqualTo(2);
        });
  }

  private void eventually(String team, Consumer<JsonNode> check) {
    client.eventually(
        path("&limit=1&around=" + team), board -> check.accept(board.path("entries").path(0)));
  }

  private void form(String team, String... members) {
    feed.event(0, new TeamFormed(new TeamId(team), "The " + team));
    for (int i = 0; i < members.length; i++) {
      feed.event(i + 1, new MemberJoined(new TeamId(team), new LearnerId(members[i])));
    }
  }

  private void walk(String learner, Instant at, String... items) {
    Walk walk = Walk.of(learner, roadmap);
    feed.event(0, walk.enrolled());
    for (int i = 0; i < items.length; i++) {
      feed.event(i + 1, walk.completed(at, items[i], i + 1, tally("tier-1", 1, 0, 3)));
    }
    client.progressAt(learner, roadmap, items.length + 1);
  }

  private String path(String query) {
    return "/v1/leaderboards/teams?roadmap=%s%s".formatted(roadmap, query);
  }

  /** However many teams there are. */
  private JsonNode entry(String query, String team) {
    JsonNode board = client.get("%s&limit=1&around=%s".formatted(query, team)).json();
    JsonNode entry = board.path("entries").path(0);
    assertThat(entry.path("teamId").asString()).as("%s", board).isEqualTo(team);
    return entry;
  }

  @Test
  void countsPerMemberSoThatSizeDoesNotWin() {
    JsonNode first = entry(path(""), small);
    JsonNode second = entry(path(""), large);

    assertThat(first.path("rank").asInt()).isLessThan(second.path("rank").asInt());
    assertThat(first.path("perMember").asDouble()).isEqualTo(3);
    assertThat(second.path("perMember").asDouble()).isEqualTo(2);
    assertThat(second.path("name").asString()).isEqualTo("The " + large);
    assertThat(second.path("percent").asInt()).isEqualTo((50 + 16) / 2);
  }

  @Test
  void aWeekCountsWhatWasDoneInIt() {
    String week = path("&period=week");

    assertThat(entry(week, large).path("rank").asInt()).isEqualTo(1);
    assertThat(entry(week, large).path("done").asInt()).isEqualTo(4);
    assertThat(entry(week, small).path("done").asInt()).isZero();
  }

  @Test
  void whoOptedOutCountsForNoTeam() {
    feed.profile(caio, "Caio", true);

    eventually(
        large,
        entry -> {
          assertThat(entry.path("members").asInt()).isEqualTo(1);
          assertThat(entry.path("perMember").asDouble()).isEqualTo(3);
          assertThat(entry.path("rank")).isEqualTo(entry(path(""), small).path("rank"));
        });
  }

  @Test
  void pagesAndNeighbours() {
    JsonNode first = client.get(path("&limit=1")).json();
    JsonNode second = client.get(path("&limit=1&cursor=" + first.path("next").asString())).json();
    JsonNode around = client.get(path("&limit=1&around=" + large)).json();

    assertThat(first.path("entries").findValuesAsString("teamId")).containsExactly(small);
    assertThat(second.path("entries").findValuesAsString("teamId")).containsExactly(large);
    assertThat(around.path("entries")).isEqualTo(second.path("entries"));
  }

  @Test
  void ofAllRoadmapsTogether() {
    String all = "/v1/leaderboards/teams?by=leaves";

    assertThat(client.get(all).json().path("roadmapId").isNull()).isTrue();
    assertThat(entry(all, small).path("done").asInt()).isEqualTo(3);
    assertThat(entry(all, large).path("done").asInt()).isEqualTo(4);
  }
}
