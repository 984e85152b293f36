package dev.trilha.query.leaderboard;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.published;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Curriculum;
import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.RunningService;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.TeamEvent.MemberJoined;
import dev.trilha.schemas.TeamEvent.TeamFormed;
import dev.trilha.schemas.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Boards of a period, asked again after something happened: what was counted is not shown on. */
class MovedBoardIT extends RunningService {
  private final String team = fresh("core");
  private final String roadmap = fresh("java");
  private final String ana = fresh("a");
  private final Walk walk = Walk.of(ana, roadmap);
  private final String board = "/v1/teams/%s/leaderboard?period=month".formatted(team);

  @BeforeEach
  void form() {
    feed.event(0, new TeamFormed(new TeamId(team), "Core"));
    feed.event(1, new MemberJoined(new TeamId(team), new LearnerId(ana)));
    client.eventually(
        "/v1/teams/" + team,
        shown -> assertThat(shown.path("members").findValuesAsString("learnerId")).contains(ana));
  }

  private List<String> done(String path) {
    return done(client.get(path).json());
  }

  private static List<String> done(JsonNode shown) {
    return shown.path("entries").findValuesAsString("done");
  }

  /** With a choice and without one, which are counted differently. */
  static Stream<List<RoadmapNode>> trees() {
    List<RoadmapNode> tiers = Curriculum.children();
    return Stream.of(tiers, List.of(tiers.get(1)));
  }

  @ParameterizedTest
  @MethodSource("trees")
  void whatWasTickedOrTakenBackSinceTheLastLookIsCounted(List<RoadmapNode> tree) {
    feed.event(0, new RoadmapPublished(new RoadmapId(roadmap), 1, "Java", "en", tree));
    client.eventually(
        "/v1/roadmaps/" + roadmap, shown -> assertThat(shown.path("version").asInt()).isEqualTo(1));
    feed.event(0, walk.enrolled());
    feed.event(1, walk.completed(Instant.now(), "jdbc", 1, tally("tier-2", 1, 0, 3)));
    client.progressAt(ana, roadmap, 2);
    assertThat(done(board)).containsExactly("1");

    feed.event(2, walk.completed(Instant.now(), "unit", 2, tally("tier-2", 2, 0, 3)));
    client.progressAt(ana, roadmap, 3);
    assertThat(done(board)).containsExactly("2");
    assertThat(done(board + "&roadmap=" + roadmap)).containsExactly("2");

    feed.event(3, walk.completed(Instant.now(), "daily", 2, tally("tier-2", 2, 0, 3)));
    feed.event(4, walk.reopened("jdbc", 1, tally("tier-2", 1, 0, 3)));
    client.progressAt(ana, roadmap, 5);
    assertThat(done(board)).containsExactly("1");
  }

  @Test
  void aRoadmapThatArrivesAfterItsLearnersIsCountedThen() {
    feed.event(0, walk.enrolled());
    feed.event(1, walk.completed(Instant.now(), "records", 1, tally("tier-1", 1, 0, 3)));
    client.eventually(
        "/v1/learners/%s/roadmaps/%s".formatted(ana, roadmap),
        shown -> assertThat(shown.path("version").asInt()).isEqualTo(2));
    assertThat(done(board)).containsExactly("0");

    feed.event(0, published(roadmap, 1));

    client.eventually(board, shown -> assertThat(done(shown)).containsExactly("1"));
  }
}
