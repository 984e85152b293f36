package dev.trilha.query.team;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.published;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.RunningService;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.TeamEvent.MemberJoined;
import dev.trilha.schemas.TeamEvent.MemberLeft;
import dev.trilha.schemas.TeamEvent.TeamDisbanded;
import dev.trilha.schemas.TeamEvent.TeamFormed;
import dev.trilha.schemas.TeamEvent.TeamRenamed;
import dev.trilha.schemas.TeamId;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TeamIT extends RunningService {
  private final TeamId team = new TeamId(fresh("core"));
  private final LearnerId ana = new LearnerId(fresh("a"));
  private final LearnerId bia = new LearnerId(fresh("b"));

  private JsonNode teamAt(long version) {
    return client.eventually(
        "/v1/teams/" + team,
        shown -> assertThat(shown.path("version").asLong()).isEqualTo(version));
  }

  @Test
  void membersComeAndGo() {
    feed.event(0, new TeamFormed(team, "Core"));
    feed.event(1, new MemberJoined(team, ana));
    feed.event(2, new MemberJoined(team, bia));
    feed.event(3, new MemberLeft(team, ana));
    feed.event(4, new TeamRenamed(team, "Kernel"));
    feed.event(1, new MemberJoined(team, ana));

    JsonNode shown = teamAt(5);

    assertThat(shown.path("name").asString()).isEqualTo("Kernel");
    assertThat(shown.path("members").findValuesAsString("learnerId")).containsExactly(bia.value());
  }

  @Test
  void aTeamFormedAgainBeginsWithoutMembers() {
    feed.event(0, new TeamFormed(team, "Core"));
    feed.event(1, new MemberJoined(team, ana));
    teamAt(2);
    feed.event(2, new TeamDisbanded(team));
    await()
        .alias("the team never went")
        .atMost(Duration.ofSeconds(10))
        .until(() -> client.get("/v1/teams/" + team).status() == 404);

    feed.event(3, new TeamFormed(team, "Core again"));
    feed.event(4, new MemberJoined(team, bia));

    assertThat(teamAt(5).path("members").findValuesAsString("learnerId"))
        .containsExactly(bia.value());
  }

  @Test
  void aTeamsProgressIsThatOfItsMembers() {
    String roadmap = fresh("java");
    feed.event(0, published(roadmap, 1));
    feed.event(0, new TeamFormed(team, "Core"));
    feed.event(1, new MemberJoined(team, ana));
    feed.event(2, new MemberJoined(team, bia));
    Walk walk = Walk.of(ana.value(), roadmap);
    feed.event(0, walk.enrolled());
    feed.event(1, walk.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));
    feed.event(0, Walk.of(bia.value(), roadmap).enrolled());
    client.progressAt(ana.value(), roadmap, 2);
    client.progressAt(bia.value(), roadmap, 1);
    teamAt(3);

    JsonNode shown = client.get("/v1/teams/%s/progress".formatted(team)).json();

    JsonNode sum = shown.path("roadmaps").path(0);
    assertThat(sum.path("learners").asInt()).isEqualTo(2);
    assertThat(sum.path("done").asInt()).isEqualTo(1);
    assertThat(sum.path("total").asInt()).isEqualTo(12);
    assertThat(sum.path("percent").asInt()).isEqualTo(8);
    assertThat(shown.path("members").findValuesAsString("learnerId"))
        .containsExactly(ana.value(), bia.value());
  }

  @Test
  void aMemberIsCalledByNameUntilErased() {
    feed.event(0, new TeamFormed(team, "Core"));
    feed.event(1, new MemberJoined(team, ana));
    feed.profile(ana.value(), "Ana A.", false);
    nameBecomes("Ana A.");

    feed.erased(ana.value());

    nameBecomes(ana.value());
    assertThat(
            jdbc.sql("SELECT count(*) FROM learner_profile WHERE learner_id = ?")
                .param(ana.value())
                .query(Long.class)
                .single())
        .isZero();
  }

  private void nameBecomes(String name) {
    client.eventually(
        "/v1/teams/" + team,
        shown ->
            assertThat(shown.path("members").path(0).path("displayName").asString())
                .isEqualTo(name));
  }
}
