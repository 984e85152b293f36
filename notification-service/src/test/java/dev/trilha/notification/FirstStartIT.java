package dev.trilha.notification;

import static dev.trilha.notification.support.Await.patiently;
import static dev.trilha.notification.support.Completions.completed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.embedded.Database;
import dev.trilha.notification.support.Records;
import dev.trilha.notification.support.RunningService;
import dev.trilha.notification.support.SlackStub;
import dev.trilha.testservers.OwnServers;
import dev.trilha.testservers.SharedServers;
import dev.trilha.testservers.TestKafka;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Where reading begins, on a broker without a past. */
@EnabledIfEnvironmentVariable(named = "TRILHA_SLOW_TESTS", matches = "true")
class FirstStartIT {
  private final SlackStub slack = new SlackStub();
  private final Database database = SharedServers.freshDatabase();
  private final TestKafka broker = OwnServers.startKafka();
  private final String kafka = broker.bootstrapServers();
  private Records records = new Records(kafka);

  @BeforeEach
  void speaksToThisBroker() {
    records.close();
    records = new Records(kafka);
  }

  @AfterEach
  void stop() {
    records.close();
    broker.close();
    slack.close();
  }

  @Test
  void historyIsNotToldButTeamsAreKnown() {
    Records.createTopics(kafka);
    records.team("falcons", "ana");
    records.profile("ana", "Ana");
    records.send(completed("ana", "tier-of-the-past"));

    try (RunningService service = start()) {
      assertThat(service.subscribe("falcons", slack.webhook("falcons")).status()).isEqualTo(200);
      records.send(completed("ana", "tier-of-today"));

      patiently("today's tier was never told").until(() -> slack.messages("falcons").size() == 1);
      assertThat(service.notifications("falcons"))
          .singleElement()
          .extracting(n -> n.path("facts").path("tierId").asString())
          .isEqualTo("tier-of-today");
      assertThat(
              service.count(
                  "select sum(next_offset) from inbox_offset where topic = 'trilha.enrollment.v1'"))
          .as("both are behind us")
          .isEqualTo(2);
    }
  }

  @Test
  void historyIsNotToldButCountsForTheTeam() {
    Records.createTopics(kafka);
    records.team("falcons", "ana", "bia");
    records.send(completed("bia"));

    try (RunningService service = start()) {
      assertThat(
              service
                  .subscribe(
                      "falcons", slack.webhook("falcons"), "TIER_COMPLETED,TEAM_TIER_COMPLETED")
                  .status())
          .isEqualTo(200);
      records.send(completed("ana"));

      patiently("the whole team was never told")
          .until(() -> service.notifications("falcons").size() == 2);
      assertThat(service.notifications("falcons"))
          .extracting(n -> n.path("facts").path("learnerId").asString())
          .containsOnly("ana");
    }
  }

  @Test
  void whatHappensWhileTheServiceIsDownIsToldLater() {
    Records.createTopics(kafka);
    records.team("falcons", "ana");
    try (RunningService service = start()) {
      service.subscribe("falcons", slack.webhook("falcons"));
    }

    records.send(completed("ana"));

    try (RunningService service = start()) {
      patiently("what happened meanwhile was never told")
          .until(() -> slack.messages("falcons").size() == 1);
      assertThat(service.notifications("falcons")).hasSize(1);
    }
  }

  @Test
  void theFirstRecordsOfATopicThatIsMadeLaterAreNoHistory() {
    try (RunningService service = start()) {
      patiently("the service never noted its beginning")
          .until(() -> service.count("select count(*) from inbox_origin") == 4);
      assertThat(service.call("GET", "/actuator/health/readiness", null).status()).isEqualTo(200);
      assertThat(service.call("GET", "/actuator/health", null).raw().body())
          .contains("the topics may not be there yet");

      Records.createTopics(kafka);
      records.team("falcons", "ana");
      records.send(completed("ana"));
      patiently("the team never arrived")
          .until(() -> service.count("select count(*) from team_member") == 1);
      assertThat(service.subscribe("falcons", slack.webhook("falcons")).status()).isEqualTo(200);

      patiently("the first record was never told")
          .until(() -> slack.messages("falcons").size() == 1);
    }
  }

  private RunningService start() {
    return RunningService.start(database, kafka, slack, Map.of("trilha.celebration.grace", "3s"));
  }
}
