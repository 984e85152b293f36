package dev.trilha.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.trilha.embedded.Database;
import dev.trilha.testservers.SharedServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as its callers see it: started on a database of its own, spoken to over HTTP. */
public final class CommandService implements AutoCloseable {
  /** A roadmap of two tiers: three leaves in two topics, and a choice of one out of two. */
  public static final String ROADMAP =
      """
      # Backend

      ## Beginner

      ### HTTP
      - [ ] Verbs
      - [ ] Status codes

      ### Git
      - [ ] Branches

      ## Advanced

      ### Language (choose one)
      - [ ] Java
      - [ ] Go
      """;

  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final ConfigurableApplicationContext context;
  private final Database database;

  private CommandService(Database database, ConfigurableApplicationContext context) {
    this.database = database;
    this.context = context;
  }

  public static CommandService start(String... settings) {
    return start(SharedServers.freshDatabase(), settings);
  }

  public static CommandService start(Database database, String... settings) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--spring.main.banner-mode=off",
                "--logging.level.org.apache.kafka=error",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password()));
    unlessGiven(settings, "--trilha.relay", "--trilha.relay.enabled=false", arguments);
    if (Arrays.stream(settings).anyMatch(given -> given.startsWith("--trilha.relay"))
        && Arrays.stream(settings).noneMatch(given -> given.startsWith("--trilha.relay.role"))) {
      Database relay = SharedServers.postgres().createWalReader(database);
      arguments.add("--trilha.relay.role.username=" + relay.user());
      arguments.add("--trilha.relay.role.password=" + relay.password());
    }
    // Kafka is shared by all databases of a run.
    unlessGiven(
        settings,
        "--trilha.relay.accept-divergence",
        "--trilha.relay.accept-divergence=true",
        arguments);
    unlessGiven(
        settings,
        "--trilha.kafka",
        "--trilha.kafka.bootstrap-servers=" + SharedServers.kafka().bootstrapServers(),
        arguments);
    arguments.addAll(Arrays.asList(settings));
    return new CommandService(
        database,
        SpringApplication.run(CommandServiceApplication.class, arguments.toArray(String[]::new)));
  }

  private static void unlessGiven(
      String[] settings, String prefix, String setting, List<String> arguments) {
    if (Arrays.stream(settings).noneMatch(given -> given.startsWith(prefix))) {
      arguments.add(setting);
    }
  }

  /**
   * @param etag without its quotes
   */
  public record Answer(
      int status,
      String contentType,
      OptionalLong contentLength,
      JsonNode body,
      @Nullable String etag) {
    /** The only field at fault. */
    public String field() {
      return body.path("errors").path(0).path("field").asString("");
    }
  }

  public Answer put(String path, @Nullable String json) {
    return send("PUT", path, json == null ? null : "application/json", json);
  }

  public Answer delete(String path) {
    return send("DELETE", path, null, null);
  }

  public Answer patch(String path, String json) {
    return send("PATCH", path, "application/json", json);
  }

  public Answer publish(String roadmap, String markdown) {
    return send("PUT", "/v1/roadmaps/" + roadmap, "text/markdown", markdown);
  }

  public Answer get(String path) {
    return send("GET", path, null, null);
  }

  public Answer send(
      String method,
      String path,
      @Nullable String contentType,
      @Nullable String body,
      String... headers) {
    return sendBytes(
        method, path, contentType, body == null ? null : body.getBytes(UTF_8), headers);
  }

  public Answer sendBytes(
      String method,
      String path,
      @Nullable String contentType,
      byte @Nullable [] body,
      String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
      String type = response.headers().firstValue("Content-Type").orElse("");
      JsonNode json =
          type.contains("json")
              ? JSON.readTree(response.body())
              : JSON.getNodeFactory().stringNode(new String(response.body(), UTF_8));
      String etag =
          response
              .headers()
              .firstValue("ETag")
              .map(quoted -> quoted.replace("\"", ""))
              .orElse(null);
      return new Answer(
          response.statusCode(),
          type,
          response.headers().firstValueAsLong("Content-Length"),
          json,
          etag);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  public int port() {
    return requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
  }

  /** What is stored of a stream, as the names of its events. */
  public List<String> stored(String stream) {
    return texts("select type from event where stream = ? order by sequence", stream);
  }

  /** The first column of what a query finds. */
  public List<String> texts(String query, Object... parameters) {
    List<String> found = new ArrayList<>();
    jdbc()
        .sql(query)
        .params(parameters)
        .query((RowCallbackHandler) row -> found.add(row.getString(1)));
    return found;
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(context.getBean(DataSource.class));
  }

  public Database database() {
    return database;
  }

  /** As the relay's role, which may make and move replication slots. */
  public JdbcClient relay() {
    Database relay = SharedServers.postgres().createWalReader(database);
    return JdbcClient.create(
        new DriverManagerDataSource(relay.jdbcUrl(), relay.user(), relay.password()));
  }

  @Override
  public void close() {
    context.close();
  }
}
