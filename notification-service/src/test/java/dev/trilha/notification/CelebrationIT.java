package dev.trilha.notification;

import static dev.trilha.notification.support.Await.patiently;
import static dev.trilha.notification.support.Completions.completed;
import static dev.trilha.notification.support.Completions.enrolled;
import static dev.trilha.notification.support.Completions.published;
import static dev.trilha.notification.support.Completions.roadmapCompleted;
import static dev.trilha.notification.support.Completions.ticked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.notification.progress.Standings;
import dev.trilha.notification.support.Records;
import dev.trilha.notification.support.RunningService;
import dev.trilha.notification.support.SlackStub;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.testservers.SharedServers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is told of a finish, of a whole roadmap and of a whole team. */
class CelebrationIT {
  private static final Instant BEGUN = Instant.parse("2026-10-21T23:30:00Z");
  private static final SlackStub slack = new SlackStub();
  private static final String kafka = SharedServers.kafka().bootstrapServers();
  private static final Records records = new Records(kafka);
  private static RunningService service = startOnce();

  private final String name = UUID.randomUUID().toString().substring(0, 8);
  private final String ana = "ana-" + name;
  private final String bia = "bia-" + name;
  private final String team = "team-" + name;

  private static RunningService startOnce() {
    Records.createTopics(kafka);
    return RunningService.start(SharedServers.freshDatabase(), kafka, slack, Map.of());
  }

  @BeforeAll
  static void theRoadmapIsKnown() {
    records.send(published());
    patiently("the roadmap never arrived")
        .until(() -> service.count("select count(*) from roadmap_tier") == 3);
  }

  @AfterAll
  static void stop() {
    service.close();
    records.close();
    slack.close();
  }

  @Test
  void aFinishedTierTellsHowLongItTookAndWhatIsNext() {
    subscribed("TIER_COMPLETED", ana);
    records.send(enrolled(ana));
    records.send(ticked(ana, "tier-1", "leaf-1", BEGUN, 1));
    records.send(completed(ana));

    patiently("the tier was never told").until(() -> slack.messages(team).size() == 1);
    assertThat(slack.bodies(team).getFirst())
        .contains("⏱ Levou 12 dias.")
        .contains("Próximo nível: *Redes*")
        .contains("0% (0 de 2)");
  }

  @Test
  void aFinishedRoadmapIsToldToWhoAskedForItAndOnce() {
    subscribed("ROADMAP_COMPLETED", ana);
    records.send(ticked(ana, "tier-1", "leaf-1", BEGUN, 1));
    records.send(completed(ana));
    records.send(roadmapCompleted(ana));
    records.send(roadmapCompleted(ana));

    patiently("the roadmap was never told").until(() -> slack.messages(team).size() == 1);
    assertThat(slack.messages(team))
        .containsExactly("🏁 %s concluiu o roteiro Trilha Backend inteiro".formatted(ana));
    patiently("the sagas never ended")
        .until(() ->
            service.count(
                    "select count(*) from saga_association where association_value like '%s/%%'"
                        .formatted(ana))
                == 0);
    assertThat(service.notifications(team)).hasSize(1);
  }

  @Test
  void aWholeTeamIsToldWithTheLastOfThoseOnTheRoadmap() {
    String bystander = "cai-" + name;
    subscribed("TEAM_TIER_COMPLETED", ana, bia, bystander);
    records.send(enrolled(ana));
    records.send(enrolled(bia));
    patiently("the enrollments never arrived").until(() -> enrolledInTeam() == 2);
    records.send(completed(ana));
    patiently("the tier of the first was never weighed")
        .until(() ->
            service.count(
                    "select count(*) from enrollment_section where learner_id = '%s' and"
                            .formatted(ana)
                        + " completed_at is not null")
                == 1);
    assertThat(slack.messages(team)).isEmpty();

    records.send(completed(bia));

    patiently("the whole team was never told").until(() -> slack.messages(team).size() == 1);
    assertThat(slack.messages(team))
        .containsExactly(
            "🏆 O time Team %s inteiro (2 pessoas) concluiu o nível Fundamentos de Trilha Backend"
                .formatted(team));
    assertThat(service.notifications(team)).hasSize(1);
  }

  @Test
  void whatAnotherMayStillTakeBackMakesNoWholeTeam() {
    subscribed("ROADMAP_COMPLETED", ana, bia);
    records.send(enrolled(ana));
    records.send(enrolled(bia));
    records.send(completed(ana));
    records.send(completed(bia));
    patiently("the tiers were never weighed")
        .until(() -> finishedAt(ana).isPresent() && finishedAt(bia).isPresent());
    Instant last = finishedAt(bia).orElseThrow();

    assertThat(whole(last.minusMillis(1))).isEmpty();
    assertThat(whole(last)).isPresent();
  }

  /** As ana's news would have it. */
  private Optional<Standings.WholeTeam> whole(Instant settled) {
    return service
        .bean(Standings.class)
        .allFinished(
            List.of(new LearnerId(ana), new LearnerId(bia)),
            new RoadmapId("backend"),
            new NodeId("tier-1"),
            new LearnerId(ana),
            settled);
  }

  private Optional<Instant> finishedAt(String learner) {
    return service
        .bean(JdbcClient.class)
        .sql(
            "select completed_at from enrollment_section where learner_id = ? and completed_at is"
                + " not null")
        .param(learner)
        .query((row, _) -> row.getTimestamp("completed_at").toInstant())
        .optional();
  }

  @Test
  void oneWhoLearnsAloneIsNoTeam() {
    subscribed("TIER_COMPLETED,TEAM_TIER_COMPLETED", ana, bia);
    records.send(enrolled(ana));
    records.send(completed(ana));

    patiently("the tier was never told").until(() -> slack.messages(team).size() == 1);
    assertThat(service.notifications(team))
        .singleElement()
        .satisfies(n -> assertThat(n.path("event").asString()).isEqualTo("TIER_COMPLETED"));
  }

  private long enrolledInTeam() {
    return service.count(
        "select count(*) from enrollment e join team_member m using (learner_id) where m.team_id ="
            + " '%s'".formatted(team));
  }

  private void subscribed(String events, String... members) {
    records.team(team, members);
    patiently("the members never arrived")
        .until(() ->
            service.count("select count(*) from team_member where team_id = '%s'".formatted(team))
                == members.length);
    assertThat(service.subscribe(team, slack.webhook(team), events).status()).isEqualTo(200);
  }
}
