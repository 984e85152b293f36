package dev.trilha.query;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.published;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Client.Answer;
import dev.trilha.query.Curriculum.Walk;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.TeamEvent.MemberJoined;
import dev.trilha.schemas.TeamEvent.TeamFormed;
import dev.trilha.schemas.TeamId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every answer says how fresh it is, and is not sent twice while it says the same. */
class FreshReadsIT extends RunningService {
  private final String roadmap = fresh("java");
  private final String learner = fresh("ana");
  private final String team = fresh("core");
  private final Walk ana = Walk.of(learner, roadmap);

  private List<String> addresses() {
    String ofLearner = "/v1/learners/" + learner;
    return List.of(
        ofLearner + "/progress",
        ofLearner + "/roadmaps/" + roadmap,
        ofLearner + "/roadmaps/" + roadmap + "/history",
        ofLearner + "/activity",
        ofLearner + "/streak",
        ofLearner + "/velocity",
        "/v1/teams/" + team + "/progress",
        "/v1/teams/" + team + "/leaderboard",
        "/v1/teams/" + team + "/velocity",
        "/v1/roadmaps/" + roadmap + "/leaderboard",
        "/v1/leaderboards/teams?roadmap=" + roadmap + "&limit=1&around=" + team);
  }

  @Test
  void everyAnswerSaysHowFreshItIsAndIsSentOnce() {
    feed.event(0, published(roadmap, 1));
    feed.event(0, new TeamFormed(new TeamId(team), "Core"));
    feed.event(1, new MemberJoined(new TeamId(team), new LearnerId(learner)));
    feed.event(0, ana.enrolled());
    client.progressAt(learner, roadmap, 1);
    client.eventually(
        "/v1/teams/" + team, shown -> assertThat(shown.path("version").asInt()).isEqualTo(2));
    client.eventually(
        "/v1/roadmaps/" + roadmap, tree -> assertThat(tree.path("version").asInt()).isEqualTo(1));

    List<String> tags = addresses().stream().map(this::tagOf).toList();
    for (int i = 0; i < tags.size(); i++) {
      assertThat(client.get(addresses().get(i), "If-None-Match", tags.get(i)).status())
          .as(addresses().get(i))
          .isEqualTo(304);
    }
    feed.event(1, ana.completed(Instant.now(), "jdbc", 1, tally("tier-2", 1, 0, 3)));
    client.progressAt(learner, roadmap, 2);

    for (int i = 0; i < tags.size(); i++) {
      assertThat(client.get(addresses().get(i), "If-None-Match", tags.get(i)).status())
          .as(addresses().get(i))
          .isEqualTo(200);
    }
  }

  private String tagOf(String address) {
    Answer answer = client.get(address);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(Instant.parse(answer.json().path("asOf").asString())).as(address).isNotNull();
    assertThat(answer.json().path("version").asLong()).as(address).isPositive();
    return answer.header("ETag");
  }

  @Test
  void listsAndTeamsSayItToo() {
    feed.event(0, published(roadmap, 1));
    feed.event(0, new TeamFormed(new TeamId(team), "Core"));
    client.eventually(
        "/v1/teams/" + team, shown -> assertThat(shown.path("version").asInt()).isEqualTo(1));
    String tag = tagOf("/v1/teams/" + team);

    assertThat(tagOf("/v1/roadmaps")).startsWith("W/");
    assertThat(client.get("/v1/teams/" + team, "If-None-Match", tag).status()).isEqualTo(304);
    feed.event(1, new MemberJoined(new TeamId(team), new LearnerId(learner)));
    client.eventually(
        "/v1/teams/" + team, shown -> assertThat(shown.path("version").asInt()).isEqualTo(2));
    assertThat(client.get("/v1/teams/" + team, "If-None-Match", tag).status()).isEqualTo(200);
  }
}
