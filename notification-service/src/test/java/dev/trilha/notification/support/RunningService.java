package dev.trilha.notification.support;

import dev.trilha.embedded.Database;
import dev.trilha.notification.NotificationService;
import dev.trilha.schemas.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The service, started in this JVM on a free port, and what a client can ask it. */
public final class RunningService implements AutoCloseable {
  public static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final HttpClient http = HttpClient.newHttpClient();

  private final ConfigurableApplicationContext context;

  private RunningService(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** With short times, and whatever the test says besides. */
  public static RunningService start(
      Database database, String bootstrapServers, SlackStub slack, Map<String, String> settings) {
    return new RunningService(
        new SpringApplicationBuilder(NotificationService.class)
            .run(
                settings(database, bootstrapServers, slack, settings).entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new)));
  }

  public static Map<String, String> settings(
      Database database, String bootstrapServers, SlackStub slack, Map<String, String> settings) {
    var all = new HashMap<String, String>();
    all.put("server.port", "0");
    all.put("spring.datasource.url", database.jdbcUrl());
    all.put("spring.datasource.username", database.user());
    all.put("spring.datasource.password", database.password());
    all.put("trilha.kafka.bootstrap-servers", bootstrapServers);
    // A group for each database, as each deployment has one.
    all.put("trilha.inbox.group-id", "notification-" + database.name());
    all.put("trilha.slack.secret-key", KEY);
    all.put("trilha.slack.allowed-hosts", "hooks.slack.com," + slack.host());
    all.put("trilha.slack.api-url", "http://" + slack.host() + "/api/");
    all.put("trilha.celebration.grace", "300ms");
    all.put("trilha.delivery.poll", "50ms");
    all.put("trilha.delivery.channel-pause", "50ms");
    all.put("trilha.delivery.first-pause", "50ms");
    // A message for each delivery, unless a test is about company.
    all.put("trilha.delivery.gather", "0ms");
    all.put("trilha.delivery.together", "1");
    all.put("trilha.subscription.team-wait", "10s");
    all.putAll(settings);
    return all;
  }

  /** An answer, and its body as JSON; missing when there is none. */
  public record Answer(int status, JsonNode body, HttpResponse<String> raw) {}

  public Answer call(String method, String path, @Nullable String body) {
    return call(method, path, body, "application/json");
  }

  public Answer call(String method, String path, @Nullable String body, String contentType) {
    var request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .header("Content-Type", contentType)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
      return new Answer(
          response.statusCode(), Json.mapper().readTree(json ? response.body() : "{}"), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:"
        + Objects.requireNonNull(context.getEnvironment().getProperty("local.server.port"));
  }

  public Answer subscribe(String team, String webhook) {
    return call("PUT", "/v1/teams/" + team + "/slack", "{\"webhookUrl\":\"" + webhook + "\"}");
  }

  /**
   * @param events separated by commas
   */
  public Answer subscribe(String team, String webhook, String events) {
    return call(
        "PUT",
        "/v1/teams/" + team + "/slack",
        "{\"webhookUrl\":\"%s\",\"events\":[\"%s\"]}"
            .formatted(webhook, events.replace(",", "\",\"")));
  }

  public List<JsonNode> notifications(String team) {
    return call("GET", "/v1/notifications?team=" + team, null)
        .body()
        .path("entries")
        .valueStream()
        .toList();
  }

  /** A line of what Prometheus would scrape; 0 when it is not there yet. */
  public double metric(String sample) {
    return call("GET", "/actuator/prometheus", null)
        .raw()
        .body()
        .lines()
        .filter(line -> line.startsWith(sample + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
        .sum();
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public long count(String query) {
    return bean(JdbcClient.class).sql(query).query(Long.class).single();
  }

  @Override
  public void close() {
    context.close();
  }
}
