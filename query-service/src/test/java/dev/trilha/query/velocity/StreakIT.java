package dev.trilha.query.velocity;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.published;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Client.Answer;
import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.RunningService;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A leaf each on 1, 2 and 3 November at two in the night (UTC), and two on the 10th. */
class StreakIT extends RunningService {
  private final String roadmap = fresh("java");
  private final String learner = fresh("ana");
  private final Walk ana = Walk.of(learner, roadmap);

  @BeforeEach
  void walk() {
    feed.event(0, published(roadmap, 1));
    feed.event(0, ana.enrolled());
    feed.event(1, ana.completed(night(1), "records", 1, tally("tier-1", 1, 0, 3)));
    feed.event(2, ana.completed(night(2), "streams", 2, tally("tier-1", 2, 0, 3)));
    feed.event(3, ana.completed(night(3), "jdbc", 3, tally("tier-2", 1, 0, 3)));
    feed.event(4, ana.completed(night(10), "unit", 4, tally("tier-2", 2, 0, 3)));
    feed.event(5, ana.completed(night(10), "real", 5, tally("tier-2", 3, 0, 3)));
    client.progressAt(learner, roadmap, 6);
    client.eventually(
        "/v1/roadmaps/" + roadmap, tree -> assertThat(tree.path("version").asInt()).isEqualTo(1));
  }

  private static Instant night(int day) {
    return LocalDate.of(2026, 11, day).atTime(2, 0).toInstant(ZoneOffset.UTC);
  }

  private JsonNode streak(String query) {
    Answer answer = client.get("/v1/learners/%s/streak?%s".formatted(learner, query));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> days(JsonNode streak) {
    return streak
        .path("days")
        .valueStream()
        .map(day -> day.path("day").asString() + " " + day.path("leaves").asInt())
        .toList();
  }

  @Test
  void isACalendarAndTheLongestRun() {
    JsonNode streak = streak("from=2026-11-02&to=2026-11-10");

    assertThat(days(streak)).containsExactly("2026-11-02 1", "2026-11-03 1", "2026-11-10 2");
    assertThat(streak.path("longest").asInt()).isEqualTo(3);
    assertThat(streak.path("lastDay").asString()).isEqualTo("2026-11-10");
    assertThat(streak.path("timeZone").asString()).isEqualTo("UTC");
  }

  @Test
  void daysAreTheLearnersAlsoAfterTheyMoved() {
    feed.profile(learner, "Ana", false);

    client.eventually(
        "/v1/learners/%s/streak?from=2026-10-31&to=2026-11-10".formatted(learner),
        streak ->
            assertThat(days(streak))
                .containsExactly("2026-10-31 1", "2026-11-01 1", "2026-11-02 1", "2026-11-09 2"));
    assertThat(days(streak("from=2026-10-31&to=2026-11-10&zone=UTC")))
        .hasSize(4)
        .first()
        .isEqualTo("2026-11-01 1");
  }

  @Test
  void doingItAgainTodayMakesNoStreak() {
    feed.event(6, ana.reopened("records", 4, tally("tier-1", 1, 0, 3)));
    feed.event(7, ana.completed(Instant.now(), "records", 5, tally("tier-1", 2, 0, 3)));
    client.progressAt(learner, roadmap, 8);

    JsonNode streak = streak("");

    assertThat(streak.path("current").asInt()).isZero();
    assertThat(streak.path("longest").asInt()).isEqualTo(3);
  }

  @Test
  void whatIsTakenBackIsGoneFromItsDay() {
    feed.event(6, ana.reopened("streams", 4, tally("tier-1", 1, 0, 3)));
    client.progressAt(learner, roadmap, 7);

    assertThat(streak("from=2026-11-01&to=2026-11-30").path("longest").asInt()).isEqualTo(1);
  }

  @Test
  void aLeafOfTodayBeginsOne() {
    feed.event(6, ana.completed(Instant.now(), "maven", 6, tally("tools", 1, 0, 1)));
    client.progressAt(learner, roadmap, 7);

    JsonNode streak = streak("zone=UTC");

    assertThat(streak.path("current").asInt()).isEqualTo(1);
    assertThat(streak.path("to")).isEqualTo(streak.path("today"));
    assertThat(LocalDate.parse(streak.path("from").asString()).plusDays(364))
        .isEqualTo(streak.path("to").asString());
  }

  @Test
  void whoHasDoneNothingHasNone() {
    String other = fresh("bia");
    feed.event(0, Walk.of(other, roadmap).enrolled());
    client.progressAt(other, roadmap, 1);

    JsonNode streak = client.get("/v1/learners/%s/streak".formatted(other)).json();

    assertThat(streak.path("longest").asInt()).isZero();
    assertThat(streak.path("lastDay").isNull()).isTrue();
    assertThat(ZoneId.of(streak.path("timeZone").asString())).isEqualTo(ZoneId.of("UTC"));
  }
}
