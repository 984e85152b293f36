package dev.trilha.notification;

import static dev.trilha.notification.support.Await.patiently;
import static dev.trilha.notification.support.Completions.completed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.embedded.Database;
import dev.trilha.notification.support.Records;
import dev.trilha.notification.support.RunningService;
import dev.trilha.notification.support.SlackStub;
import dev.trilha.testservers.SharedServers;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is under way survives the service that began it, and belongs to one of its replicas. */
class RestartIT {
  private final SlackStub slack = new SlackStub();
  private final Database database = SharedServers.freshDatabase();
  private final String kafka = SharedServers.kafka().bootstrapServers();
  private final Records records = new Records(kafka);
  private final String ana = "ana-" + UUID.randomUUID().toString().substring(0, 8);
  private final String team = "team-" + ana;

  @BeforeEach
  void topics() {
    Records.createTopics(kafka);
  }

  @AfterEach
  void stop() {
    records.close();
    slack.close();
  }

  @Test
  void aRestartWithinTheGraceTimeTellsOnce() {
    try (RunningService service = start("6s")) {
      subscribe(service, team, ana);
      records.send(completed(ana));
      patiently("the saga was never stored")
          .until(() -> service.count("select count(*) from saga") == 1);
      assertThat(slack.messages(team)).isEmpty();
    }

    try (RunningService service = start("6s")) {
      patiently("the news was never told").until(() -> slack.messages(team).size() == 1);
      patiently("the saga never ended")
          .until(() -> service.count("select count(*) from saga") == 0);
      assertThat(slack.messages(team)).hasSize(1);
    }
  }

  @Test
  void aRestartWhileSlackIsAwayTellsOnce() {
    try (RunningService service = start("100ms")) {
      subscribe(service, team, ana);
      slack.willAnswer(team, 503, "", "2");
      records.send(completed(ana));
      patiently("nothing was tried")
          .until(
              () -> service.count("select count(*) from delivery where reason = 'http-503'") == 1);
    }

    try (RunningService service = start("100ms")) {
      patiently("the saga never ended")
          .until(() -> service.count("select count(*) from saga") == 0);
      assertThat(slack.messages(team)).hasSize(1);
      assertThat(service.count("select count(*) from delivery where status = 'DELIVERED'"))
          .isEqualTo(1);
    }
  }

  @Test
  void ofTwoReplicasOneTells() {
    int learners = 24;
    int teams = 6;
    try (RunningService one = start("500ms");
        RunningService other = start("500ms")) {
      for (int i = 0; i < teams; i++) {
        int mine = i;
        subscribe(
            i % 2 == 0 ? one : other,
            team + "-" + i,
            IntStream.range(0, learners)
                .filter(learner -> learner % teams == mine)
                .mapToObj(this::learner)
                .toArray(String[]::new));
      }
      // Whoever reads the teams may be behind whoever reads the enrollments.
      patiently("the members were never known")
          .until(() ->
              one.count(
                      "select count(*) from team_member where learner_id like '%s-%%'"
                          .formatted(ana))
                  == learners);
      for (int i = 0; i < learners; i++) {
        records.send(completed(learner(i)));
      }

      patiently("not everything was told")
          .untilAsserted(() ->
              assertThat(one.count("select count(*) from delivery where status = 'DELIVERED'"))
                  .isEqualTo(learners));
      patiently("the sagas never ended").until(() -> other.count("select count(*) from saga") == 0);
      for (int i = 0; i < teams; i++) {
        assertThat(slack.messages(team + "-" + i))
            .hasSize(learners / teams)
            .doesNotHaveDuplicates();
      }
    }
  }

  private String learner(int number) {
    return ana + "-" + number;
  }

  private void subscribe(RunningService service, String team, String... learners) {
    records.team(team, learners);
    assertThat(service.subscribe(team, slack.webhook(team)).status()).isEqualTo(200);
  }

  private RunningService start(String grace) {
    return RunningService.start(database, kafka, slack, Map.of("trilha.celebration.grace", grace));
  }
}
