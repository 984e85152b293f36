package dev.trilha.notification;

import static dev.trilha.notification.support.Await.patiently;
import static dev.trilha.notification.support.Completions.completed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.embedded.Database;
import dev.trilha.notification.support.Records;
import dev.trilha.notification.support.RunningService;
import dev.trilha.notification.support.SlackStub;
import dev.trilha.testservers.SharedServers;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The executable jar, killed with -9. */
@EnabledIfEnvironmentVariable(named = "TRILHA_SLOW_TESTS", matches = "true")
class KillIT {
  private static final Path JAR = Path.of("target", "notification-service-0.1.0-SNAPSHOT.jar");

  private final SlackStub slack = new SlackStub();
  private final Database database = SharedServers.freshDatabase();
  private final String kafka = SharedServers.kafka().bootstrapServers();
  private final Records records = new Records(kafka);
  private final String ana = "ana-" + UUID.randomUUID().toString().substring(0, 8);
  private final String team = "team-" + ana;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
    records.close();
    slack.close();
  }

  @Test
  void killedBetweenTickAndMessageTellsOnce() throws Exception {
    Records.createTopics(kafka);
    records.team(team, ana);
    subscribeWithServiceOfThisJvm();

    Process first = start("8s");
    records.send(completed(ana));
    patiently("the saga was never stored").until(() -> count("select count(*) from saga") == 1);
    kill(first);
    assertThat(slack.messages(team)).isEmpty();

    start("8s");
    patiently("the news was never told").until(() -> slack.messages(team).size() == 1);
    patiently("the saga never ended").until(() -> count("select count(*) from saga") == 0);
    assertThat(slack.messages(team)).hasSize(1);
  }

  @Test
  void killedBetweenSendingAndStoringRepeatsOnceAtMost() throws Exception {
    Records.createTopics(kafka);
    records.team(team, ana);
    subscribeWithServiceOfThisJvm();

    Process first = start("100ms");
    // Slack has it, but its answer never comes: the service dies waiting.
    slack.willHangAfterTaking(team);
    records.send(completed(ana));
    patiently("Slack never got it").until(() -> slack.messages(team).size() == 1);
    kill(first);

    start("100ms");
    patiently("the saga never ended").until(() -> count("select count(*) from saga") == 0);
    assertThat(slack.messages(team)).hasSize(2);
    assertThat(count("select count(*) from delivery where status = 'DELIVERED' and attempts = 2"))
        .isEqualTo(1);
  }

  private void subscribeWithServiceOfThisJvm() {
    try (RunningService service = RunningService.start(database, kafka, slack, Map.of())) {
      assertThat(service.subscribe(team, slack.webhook(team)).status()).isEqualTo(200);
    }
  }

  private Process start(String grace) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString()));
    RunningService.settings(
            database,
            kafka,
            slack,
            Map.of("trilha.celebration.grace", grace, "trilha.delivery.lease", "10s"))
        .forEach((name, value) -> command.add("--" + name + "=" + value));
    Path log = Path.of("target", "kill-it-" + ana + "-" + started.size() + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    started.add(process);
    return process;
  }

  private static void kill(Process process) throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  private long count(String query) throws SQLException {
    try (Connection connection = database.connect();
        var statement = connection.createStatement();
        var result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }
}
