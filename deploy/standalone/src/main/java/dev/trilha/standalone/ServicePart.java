package dev.trilha.standalone;

import dev.trilha.embedded.Database;
import dev.trilha.standalone.part.ChildProcess;
import dev.trilha.standalone.part.Part;
import dev.trilha.standalone.part.Running;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One of the services, as a process of its own from the jar that its image holds. */
final class ServicePart implements Part {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(2);

  private final Service service;
  private final PlatformSettings settings;
  private final DataFolder folder;
  private final PostgresPart postgres;
  private final KafkaPart kafka;
  private final Path log;
  private final HttpClient http;

  ServicePart(
      Service service,
      PlatformSettings settings,
      DataFolder folder,
      PostgresPart postgres,
      KafkaPart kafka,
      Path log,
      HttpClient http) {
    this.service = service;
    this.settings = settings;
    this.folder = folder;
    this.postgres = postgres;
    this.kafka = kafka;
    this.log = log;
    this.http = http;
  }

  @Override
  public String name() {
    return service.part();
  }

  @Override
  public int port() {
    return service.port(settings.ports());
  }

  @Override
  public Running start() throws IOException {
    List<String> command =
        JavaProcess.command(
            service.heapMegabytes(),
            List.of(
                "-jar",
                folder
                    .applications()
                    .unpacked(Applications.jarOf(settings.home(), service.module()))
                    .toString()));
    return ChildProcess.launch(command, environment(), log, this::isReady, PATIENCE);
  }

  Map<String, String> environment() {
    Database database = postgres.databaseOf(service);
    var environment = new HashMap<String, String>();
    environment.put("SERVER_ADDRESS", "127.0.0.1");
    environment.put("SERVER_PORT", Integer.toString(port()));
    environment.put("SPRING_DATASOURCE_URL", database.jdbcUrl());
    environment.put("SPRING_DATASOURCE_USERNAME", database.user());
    environment.put("SPRING_DATASOURCE_PASSWORD", database.password());
    environment.put("TRILHA_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    if (service == Service.COMMAND) {
      environment.put("TRILHA_RELAY_ROLE_USERNAME", postgres.relay().user());
      environment.put("TRILHA_RELAY_ROLE_PASSWORD", postgres.relay().password());
    }
    if (service == Service.NOTIFICATION) {
      int slack = settings.ports().gateway();
      environment.put(
          "TRILHA_SLACK_ALLOWED_HOSTS",
          "hooks.slack.com,127.0.0.1:%d,localhost:%d".formatted(slack, slack));
      environment.put("TRILHA_SLACK_API_URL", "http://127.0.0.1:%d/slack/api/".formatted(slack));
      environment.put(
          "TRILHA_LINKS_LEARNER",
          "http://localhost:%d/v1/learners/{learner}/roadmaps/{roadmap}".formatted(slack));
      environment.put(
          "TRILHA_LINKS_TEAM", "http://localhost:%d/v1/teams/{team}/progress".formatted(slack));
      // Somebody who tries it out does not want to wait long.
      environment.put("TRILHA_CELEBRATION_GRACE", "3s");
      // Encrypts the webhooks' addresses in its database.
      environment.put("TRILHA_SLACK_SECRET_KEY", folder.secret("slack-key"));
    }
    environment.putAll(settings.environment());
    return environment;
  }

  private boolean isReady() {
    var readiness =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(port())))
            .timeout(TIME_TO_ANSWER)
            .build();
    try {
      return http.send(readiness, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
