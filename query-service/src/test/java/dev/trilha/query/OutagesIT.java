package dev.trilha.query;

import static dev.trilha.query.Curriculum.published;
import static dev.trilha.query.Curriculum.tally;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.embedded.Database;
import dev.trilha.query.Client.Answer;
import dev.trilha.query.Curriculum.Walk;
import dev.trilha.testservers.OwnServers;
import dev.trilha.testservers.TestKafka;
import dev.trilha.testservers.TestPostgres;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The service on servers of its own, which are taken away and come back. */
@EnabledIfEnvironmentVariable(named = "TRILHA_SLOW_TESTS", matches = "true")
class OutagesIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String READ = "/v1/learners/ana/roadmaps/java";

  private final Walk ana = Walk.of("ana", "java");
  private TestPostgres postgres;
  private TestKafka kafka;
  private ConfigurableApplicationContext service;
  private Client client;

  @BeforeEach
  void start() {
    postgres = OwnServers.startPostgres();
    kafka = OwnServers.startKafka();
    Database database = postgres.createDatabase("query");
    service =
        SpringApplication.run(
            QueryService.class,
            "--server.port=0",
            "--spring.datasource.url=" + database.jdbcUrl(),
            "--spring.datasource.username=" + database.user(),
            "--spring.datasource.password=" + database.password(),
            "--trilha.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
            "--trilha.inbox.look-interval=100ms",
            "--trilha.inbox.poll-timeout=100ms",
            "--trilha.inbox.longest-retry=500ms",
            "--trilha.inbox.kafka-timeout=500ms");
    client =
        new Client(
            service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
  }

  @AfterEach
  void stop() {
    service.close();
    kafka.close();
    postgres.close();
  }

  private void arrives(long version) {
    await()
        .alias("version %d never arrived".formatted(version))
        .atMost(LONG)
        .ignoreExceptions()
        .until(() -> client.get(READ).json().path("version").asLong() == version);
  }

  private String health() {
    return client.get("/actuator/health").json().path("components").path("inbox").toString();
  }

  @Test
  void waitsForItsTopicsAndOutlivesItsNeighbours() {
    assertThat(health()).contains("UNKNOWN", "topic is missing");
    try (Feed feed = Feed.into(kafka.bootstrapServers())) {
      feed.createTopics();
      feed.event(0, published("java", 1));
      feed.event(0, ana.enrolled());
      arrives(1);
    }
    await().alias("never healthy").atMost(LONG).until(() -> health().contains("UP"));

    withoutPostgres();
    withoutKafka();

    try (Feed feed = Feed.into(kafka.bootstrapServers())) {
      feed.event(2, ana.completed("unit", 2, tally("tier-2", 2, 0, 3)));
      arrives(3);
    }
  }

  private void withoutPostgres() {
    postgres.kill();

    Answer answer = client.get(READ);

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("2");
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(client.get("/actuator/health/readiness").status()).isEqualTo(200);
    try (Feed feed = Feed.into(kafka.bootstrapServers())) {
      feed.event(1, ana.completed("jdbc", 1, tally("tier-2", 1, 0, 3)));
    }
    await().alias("nobody noticed").atMost(LONG).until(() -> health().contains("database"));

    postgres.startAgain();

    arrives(2);
  }

  private void withoutKafka() {
    kafka.stop();
    await().alias("nobody noticed").atMost(LONG).until(() -> health().contains("kafka"));

    Answer first = client.get(READ);
    await().alias("the lag never grew").atMost(LONG).until(() -> lagInSeconds() > 1);
    Answer second = client.get(READ);

    assertThat(second.status()).isEqualTo(200);
    assertThat(second.json().path("asOf")).isEqualTo(first.json().path("asOf"));
    assertThat(client.get("/actuator/health/readiness").status()).isEqualTo(200);

    kafka.startAgain();

    await()
        .alias("asOf never moved again")
        .atMost(LONG)
        .until(() -> !client.get(READ).json().path("asOf").equals(second.json().path("asOf")));
  }

  private double lagInSeconds() {
    return client
        .get("/actuator/prometheus")
        .text()
        .lines()
        .filter(line -> line.startsWith("trilha_inbox_lag_seconds{topic=\"trilha.enrollment.v1\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElse(0);
  }
}
