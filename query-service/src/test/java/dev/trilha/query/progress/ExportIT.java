package dev.trilha.query.progress;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.published;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Client.Answer;
import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.RunningService;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.TeamEvent.MemberJoined;
import dev.trilha.schemas.TeamEvent.TeamFormed;
import dev.trilha.schemas.TeamId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Progress and roadmaps in other forms than JSON. */
class ExportIT extends RunningService {
  private final String roadmap = fresh("java");
  private final String learner = fresh("ana");
  private final Walk ana = Walk.of(learner, roadmap);

  private void walk() {
    feed.event(0, published(roadmap, 1));
    feed.event(0, ana.enrolled());
    feed.event(1, ana.completed("records", 1, tally("tier-1", 1, 0, 3)));
    feed.event(2, ana.started("streams", 1, tally("tier-1", 1, 0, 3)));
    feed.event(3, ana.skipped("jdbc", 1, 1, tally("tier-2", 0, 1, 3)));
    client.progressAt(learner, roadmap, 4);
    client.eventually("/v1/roadmaps/" + roadmap, shown -> {});
  }

  @Test
  void aRoadmapIsMarkdown() {
    walk();

    Answer answer = client.get("/v1/roadmaps/" + roadmap + "?version=1", "Accept", "text/markdown");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("text/markdown;charset=UTF-8");
    assertThat(answer.header("Vary")).contains("Accept");
    assertThat(answer.text())
        .contains("title: \"Java, edition 1\"")
        .contains("- [ ] The records <!-- trilha item records -->")
        .contains("### The tools <!-- trilha topic tools any=1 -->");
  }

  @Test
  void progressIsMarkdownWithTicks() {
    walk();

    Answer answer =
        client.get(
            "/v1/learners/%s/roadmaps/%s".formatted(learner, roadmap), "Accept", "text/markdown");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .contains("- [x] The records <!-- trilha item records -->")
        .contains("- [ ] The streams <!-- trilha item streams state=in-progress -->")
        .contains("- [ ] The jdbc <!-- trilha item jdbc state=skipped -->")
        .contains("- [ ] The maven <!-- trilha item maven -->");
  }

  @Test
  void theFormsHaveTagsOfTheirOwn() {
    walk();
    String address = "/v1/roadmaps/" + roadmap;
    Answer markdown = client.get(address, "Accept", "text/markdown");
    Answer json = client.get(address);

    assertThat(markdown.header("ETag")).isNotEqualTo(json.header("ETag"));
    assertThat(
            client
                .get(address, "Accept", "text/markdown", "If-None-Match", markdown.header("ETag"))
                .status())
        .isEqualTo(304);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | application/json",
        "text/* | text/markdown;charset=UTF-8",
        "text/markdown, application/json | application/json",
        "text/markdown, application/json;q=0.5 | text/markdown;charset=UTF-8",
        "text/html, text/markdown;q=0.9, */*;q=0.1 | text/markdown;charset=UTF-8",
      })
  void givesTheFormThatIsWantedMost(String accept, String given) {
    walk();
    assertThat(client.get("/v1/roadmaps/" + roadmap, "Accept", accept).header("Content-Type"))
        .isEqualTo(given);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/roadmaps/any, text/csv",
    "/v1/learners/ana/roadmaps/any, text/csv",
    "/v1/teams/any/progress, text/markdown",
    "/v1/learners/ana/activity, text/markdown",
  })
  void refusesOtherForms(String address, String accept) {
    Answer answer = client.get(address, "Accept", accept);
    assertThat(answer.status()).as(answer.text()).isEqualTo(406);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/roadmaps/nothing, text/markdown",
    "/v1/learners/ana/roadmaps/nothing, text/markdown",
    "/v1/teams/nothing/progress, text/csv",
  })
  void whatIsUnknownIsAProblemInAnyForm(String address, String accept) {
    Answer answer = client.get(address, "Accept", accept);
    assertThat(answer.status()).as(answer.text()).isEqualTo(404);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void aTeamsProgressIsATable() {
    walk();
    TeamId team = new TeamId(fresh("core"));
    feed.profile(learner, "=SUM(A1), \"Ana\"", false);
    feed.event(0, new TeamFormed(team, "Core"));
    feed.event(1, new MemberJoined(team, new LearnerId(learner)));
    client.eventually(
        "/v1/teams/%s/progress".formatted(team),
        shown ->
            assertThat(shown.path("members").findValuesAsString("displayName"))
                .containsExactly("=SUM(A1), \"Ana\""));

    Answer all = client.get("/v1/teams/%s/progress".formatted(team), "Accept", "text/csv");
    Answer unknown =
        client.get(
            "/v1/teams/%s/progress?roadmap=unheard-of".formatted(team), "Accept", "text/csv");

    assertThat(all.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
    assertThat(all.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"%s-progress.csv\"".formatted(team));
    assertThat(all.text())
        .startsWith("learnerId,displayName,roadmapId,title,")
        .contains(
            "\r\n%s,\"'=SUM(A1), \"\"Ana\"\"\",%s,\"Java, edition 1\",1,1,1,6,20,,"
                .formatted(learner, roadmap));
    assertThat(unknown.status()).as(unknown.text()).isEqualTo(404);
  }
}
