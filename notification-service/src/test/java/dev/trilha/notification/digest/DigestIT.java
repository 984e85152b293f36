package dev.trilha.notification.digest;

import static dev.trilha.notification.support.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.embedded.Database;
import dev.trilha.notification.support.Records;
import dev.trilha.notification.support.RunningService;
import dev.trilha.notification.support.SlackStub;
import dev.trilha.testservers.SharedServers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A week as it is told; in the tests' world it is Monday, the second of November 2026. */
class DigestIT {
  private static final Instant MONDAY_MORNING = Instant.parse("2026-11-02T09:00:00Z");
  private static final SlackStub slack = new SlackStub();
  private static final String kafka = SharedServers.kafka().bootstrapServers();
  private static final Database database = SharedServers.freshDatabase();
  private static RunningService service = startOnce();

  private final String name = UUID.randomUUID().toString().substring(0, 8);
  private final String team = "team-" + name;
  private final String ana = "ana-" + name;
  private final String bia = "bia-" + name;
  private final JdbcClient jdbc = service.bean(JdbcClient.class);

  private static RunningService startOnce() {
    Records.createTopics(kafka);
    // Nothing is planned by the real clock.
    return RunningService.start(database, kafka, slack, Map.of("trilha.digest.every", "1d"));
  }

  @AfterAll
  static void stop() {
    service.close();
    slack.close();
  }

  @BeforeEach
  void aTeamThatWantsIt() {
    jdbc.sql("delete from slack_subscription").update();
    jdbc.sql("insert into team (team_id, name) values (?, 'Falcons')").param(team).update();
    for (String member : List.of(ana, bia)) {
      jdbc.sql("insert into team_member (team_id, learner_id) values (?, ?)")
          .params(team, member)
          .update();
      jdbc.sql("insert into learner (learner_id, display_name, time_zone) values (?, ?, 'UTC')")
          .params(member, member.substring(0, 3))
          .update();
    }
    assertThat(
            service
                .call(
                    "PUT",
                    "/v1/teams/%s/slack".formatted(team),
                    "{\"webhookUrl\":\"%s\",\"language\":\"en\",\"timeZone\":\"UTC\",\"events\":[\"WEEKLY_DIGEST\"]}"
                        .formatted(slack.webhook(team)))
                .status())
        .isEqualTo(200);
    wantedSince("2026-10-01T00:00:00Z");
  }

  @Test
  void aWeekIsToldOnceHoweverOftenItIsLookedFor() {
    leaf(ana, "leaf-1", "2026-10-26T00:00:00Z");
    leaf(ana, "leaf-2", "2026-11-01T23:59:59Z");
    leaf(bia, "leaf-1", "2026-10-25T23:59:59Z");
    leaf(bia, "leaf-2", "2026-11-02T00:00:00Z");

    plan("2026-11-02T08:59:59Z");
    assertThat(service.notifications(team)).isEmpty();
    plan("2026-11-02T09:00:00Z");
    plan("2026-11-02T09:00:30Z");
    try (RunningService other =
        RunningService.start(database, kafka, slack, Map.of("trilha.digest.every", "1d"))) {
      other.bean(Digests.class).planWhatIsDue(MONDAY_MORNING.plusSeconds(60));
    }

    patiently("the digest never came").until(() -> slack.messages(team).size() == 1);
    JsonNode facts = only();
    assertThat(facts.path("week").asString()).isEqualTo("2026-10-26");
    assertThat(facts.path("leaves").asInt()).isEqualTo(2);
    assertThat(facts.path("leavesBefore").asInt()).isEqualTo(1);
    assertThat(facts.path("active").asInt()).isEqualTo(1);
    assertThat(facts.path("members").asInt()).isEqualTo(2);
  }

  @Test
  void aWeekIsToldLateButNotTooLate() {
    leaf(ana, "leaf-1", "2026-10-27T12:00:00Z");

    plan("2026-11-04T09:00:00Z");
    assertThat(service.notifications(team)).isEmpty();
    plan("2026-11-04T08:59:59Z");
    assertThat(service.notifications(team)).hasSize(1);
  }

  @Test
  void aTeamThatAsksOnTuesdayWaitsForMonday() {
    leaf(ana, "leaf-1", "2026-10-27T12:00:00Z");
    wantedSince("2026-11-02T09:00:01Z");

    plan("2026-11-02T10:00:00Z");

    assertThat(service.notifications(team)).isEmpty();
  }

  @Test
  void aTeamAsleepIsNotWoken() {
    leaf(ana, "leaf-1", "2026-10-01T12:00:00Z");

    plan("2026-11-02T10:00:00Z");

    assertThat(service.notifications(team)).isEmpty();
  }

  @Test
  void finishesAreListedInTheirOrder() {
    enrolled(ana, null);
    leaf(ana, "leaf-1", "2026-10-27T12:00:00Z");
    tier(ana, "tier-1", "Basics", "2026-10-28T12:00:00Z", true);
    tier(ana, "tier-2", "Networks", "2026-10-27T12:00:00Z", true);
    tier(ana, "tier-3", "By a new version", "2026-10-27T12:00:00Z", false);
    jdbc.sql("update enrollment set completed_at = '2026-10-28T12:00:00Z' where learner_id = ?")
        .param(ana)
        .update();

    plan("2026-11-02T10:00:00Z");

    assertThat(
            only().path("finishes").valueStream().map(one -> one.path("tierTitle").asString("-")))
        .containsExactly("Networks", "Basics", "-");
    assertThat(only().path("finishesInAll").asInt()).isEqualTo(3);
  }

  @Test
  void aStreakIsOfDaysInARowUpToTheWeeksEnd() {
    for (int day = 27; day <= 31; day++) {
      leaf(ana, "leaf-" + day, "2026-10-%dT12:00:00Z".formatted(day));
    }
    leaf(ana, "leaf-sunday", "2026-11-01T00:00:00Z");
    leaf(bia, "leaf-1", "2026-10-28T12:00:00Z");
    leaf(bia, "leaf-2", "2026-10-29T12:00:00Z");
    leaf(bia, "leaf-3", "2026-10-30T12:00:00Z");

    plan("2026-11-02T10:00:00Z");

    assertThat(only().path("streaks").toString())
        .isEqualTo("[{\"learnerId\":\"%s\",\"days\":6}]".formatted(ana));
  }

  @Test
  void whoIsStuckIsNamedOnlyIfTheyAgreed() {
    enrolled(ana, "2026-10-12T12:00:00Z");
    enrolled(bia, "2026-10-12T12:00:00Z");
    String consent = "/v1/learners/%s/digest".formatted(ana);
    assertThat(
            service
                .call("PUT", consent, "{\"namedWhenStuck\":true}")
                .body()
                .path("changed")
                .asBoolean())
        .isTrue();
    assertThat(service.call("GET", consent, null).body().path("namedWhenStuck").asBoolean())
        .isTrue();

    plan("2026-11-02T10:00:00Z");

    assertThat(only().path("stuck").valueStream())
        .singleElement()
        .satisfies(stuck -> {
          assertThat(stuck.path("learnerId").asString()).isEqualTo(ana);
          assertThat(stuck.path("days").asInt()).isEqualTo(20);
        });
  }

  @Test
  void whoIsOnNoLeaderboardCountsAndIsNotNamed() {
    jdbc.sql("update learner set leaderboard_opt_out = true where learner_id = ?")
        .param(ana)
        .update();
    enrolled(ana, null);
    leaf(ana, "leaf-1", "2026-10-27T12:00:00Z");
    tier(ana, "tier-1", "Basics", "2026-10-28T12:00:00Z", true);

    plan("2026-11-02T10:00:00Z");

    assertThat(only().path("leaves").asInt()).isEqualTo(1);
    assertThat(only().toString()).doesNotContain(ana).doesNotContain("Basics");
  }

  @Test
  void whatIsPlannedIsWhatIsOverAndAPartOfWhatIsOn() {
    enrolled(ana, null);
    leaf(ana, "leaf-1", "2026-10-27T12:00:00Z");
    jdbc.sql("update enrollment set plan_start = '2026-10-19' where learner_id = ?")
        .param(ana)
        .update();
    jdbc.sql("delete from planned_node").update();
    // Over, half way through, and to come.
    planned("section-1", 1, 2, 10);
    planned("leaf-1", 2, 3, 1);
    planned("section-2", 2, 3, 19);
    planned("section-3", 4, 4, 50);
    jdbc.sql(
            """
            insert into enrollment_section (learner_id, roadmap_id, section_id, done, skipped, total)
            values (?, 'backend', 'section-1', 7, 2, 10)
            """)
        .param(ana)
        .update();

    plan("2026-11-02T10:00:00Z");

    assertThat(only().path("plans").valueStream())
        .singleElement()
        .satisfies(plan -> {
          assertThat(plan.path("learnerId").asString()).isEqualTo(ana);
          assertThat(plan.path("planned").asInt()).isEqualTo(18);
          assertThat(plan.path("done").asInt()).isEqualTo(8);
        });
  }

  private JsonNode only() {
    List<JsonNode> all = service.notifications(team);
    assertThat(all).hasSize(1);
    return all.getFirst().path("facts");
  }

  private static void plan(String now) {
    service.bean(Digests.class).planWhatIsDue(Instant.parse(now));
  }

  private void wantedSince(String moment) {
    jdbc.sql("update slack_subscription set digest_since = cast(? as timestamptz)")
        .param(moment)
        .update();
  }

  private void leaf(String learner, String item, String at) {
    jdbc.sql(
            """
            insert into completed_leaf (learner_id, roadmap_id, item_id, at, done)
            values (?, 'backend', ?, cast(? as timestamptz), true)
            """)
        .params(learner, item, at)
        .update();
  }

  private void enrolled(String learner, @org.jspecify.annotations.Nullable String lastAt) {
    jdbc.sql(
            """
            insert into enrollment (learner_id, roadmap_id, roadmap_version, done, skipped, total, last_at)
            values (:learner, 'backend', 1, 1, 0, 100, cast(:last as timestamptz))
            """)
        .param("learner", learner)
        .param("last", lastAt)
        .update();
  }

  private void tier(String learner, String tier, String title, String at, boolean own) {
    jdbc.sql(
            """
            insert into enrollment_section (learner_id, roadmap_id, section_id, done, skipped, total, title,
              completed_at, by_learner)
            values (?, 'backend', ?, 1, 0, 1, ?, cast(? as timestamptz), ?)
            """)
        .params(learner, tier, title, at, own)
        .update();
  }

  private void planned(String node, int from, int to, int total) {
    jdbc.sql(
            """
            insert into planned_node (roadmap_id, version, node_id, from_week, to_week, total)
            values ('backend', 1, ?, ?, ?, ?)
            """)
        .params(node, from, to, total)
        .update();
  }
}
