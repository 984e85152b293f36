package dev.trilha.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** PostgreSQL is restored from a backup that is older than what Kafka has. */
@EnabledIfEnvironmentVariable(named = "TRILHA_FAULTS", matches = "[1-9]\\d{0,2}")
class RestoredBackupIT {
  private static final long SEED = Seed.of(RestoredBackupIT.class);
  private static final String ROADMAP = "backup";

  @Test
  void isNotRelayedAndSaysWhichEventsOnlyKafkaHas() throws Exception {
    try (OwnTrilha trilha = OwnTrilha.start("restored-backup")) {
      Replica command = trilha.command("command", Map.of());
      Replica query = trilha.query("query", Map.of());
      Crowd crowd = Crowd.on(ROADMAP, new Learning(command.caller(), query.caller()), SEED);
      trilha.stopPostgres();
      Path backup = trilha.folder().resolve("backup");
      copy(trilha.postgresFolder(), backup);
      trilha.startPostgresAgain();
      crowd.ticksOn(200);
      Oracles.of(trilha).hold(crowd, "the backup");
      Map<String, List<String>> sent = topic(trilha).events(ROADMAP);

      command.stop();
      query.kill();
      trilha.stopPostgres();
      RunningTrilha.delete(trilha.postgresFolder());
      Files.move(backup, trilha.postgresFolder());
      trilha.startPostgresAgain();
      TreeSet<String> lost = new TreeSet<>();
      sent.values().forEach(lost::addAll);
      new EventStore(trilha.database("command")).events(ROADMAP).values().forEach(lost::removeAll);
      assertThat(lost).as("events that the backup does not have").isNotEmpty();
      Replica restored = trilha.command("restored", Map.of());

      String cause =
          await("it never said that Kafka has more")
              .atMost(Duration.ofMinutes(1))
              .until(
                  () -> restored.relay().path("cause").asString(""),
                  said -> said.contains("the store does not have"));
      assertThat(lost.stream().map(event -> event.substring(event.indexOf(':') + 1)))
          .as("ids that are named in: " + cause)
          .anyMatch(cause::contains);
      restored.caller().put("/v1/teams/after", "{\"name\":\"After the backup\"}");
      assertThat(topic(trilha).events(ROADMAP)).isEqualTo(sent);
      assertThat(new EventTopic(trilha.kafka().servers(), EventTopic.TEAMS).events("after"))
          .isEmpty();
    }
  }

  private static EventTopic topic(OwnTrilha trilha) {
    return new EventTopic(trilha.kafka().servers());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
