package dev.trilha.notification;

import static dev.trilha.notification.support.Await.patiently;
import static dev.trilha.notification.support.Completions.completed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.embedded.Database;
import dev.trilha.notification.support.Records;
import dev.trilha.notification.support.RunningService;
import dev.trilha.notification.support.RunningService.Answer;
import dev.trilha.notification.support.SlackStub;
import dev.trilha.testservers.OwnServers;
import dev.trilha.testservers.SharedServers;
import dev.trilha.testservers.TestPostgres;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseGoneIT {
  @Test
  void withoutPostgresRequestsAreTurnedAwayAndNothingIsLost() {
    String kafka = SharedServers.kafka().bootstrapServers();
    Records.createTopics(kafka);
    TestPostgres postgres = OwnServers.startPostgres();
    Database database = postgres.createDatabase("gone");
    try (var slack = new SlackStub();
        var records = new Records(kafka);
        var service = RunningService.start(database, kafka, slack, Map.of())) {
      records.team("stubborn", "stubborn-ana");
      assertThat(service.subscribe("stubborn", slack.webhook("stubborn")).status()).isEqualTo(200);

      postgres.kill();
      patiently("the dead database was never noticed")
          .until(() -> service.call("GET", "/v1/notifications", null).status() == 503);
      Answer answer = service.call("GET", "/v1/notifications", null);
      records.send(completed("stubborn-ana"));

      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body().path("type").asString())
          .isEqualTo("urn:trilha:problem:store-unavailable");
      assertThat(answer.raw().headers().firstValue("Retry-After")).isPresent();
      patiently("health never said why")
          .until(() -> service.call("GET", "/actuator/health", null).status() == 503);

      postgres.startAgain();
      patiently("what happened meanwhile was never told")
          .until(() -> slack.messages("stubborn").size() == 1);
      patiently("the service never recovered")
          .until(() -> service.call("GET", "/actuator/health", null).status() == 200);
    } finally {
      postgres.close();
    }
  }
}
