package dev.trilha.query.generation;

import static dev.trilha.query.Curriculum.fresh;
import static org.awaitility.Awaitility.await;

import dev.trilha.embedded.Database;
import dev.trilha.query.Client;
import dev.trilha.query.Client.Answer;
import dev.trilha.query.Feed;
import dev.trilha.query.QueryService;
import dev.trilha.testservers.SharedServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** A service with a database of its own, since its tables are exchanged; Kafka is everybody's. */
final class OwnService implements AutoCloseable {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final Feed feed = Feed.into(SharedServers.kafka().bootstrapServers());
  private final ConfigurableApplicationContext context;
  private final Client client;

  OwnService(String... settings) {
    this(SharedServers.freshDatabase(), fresh("rebuild"), settings);
  }

  OwnService(Database database, String group, String... settings) {
    feed.createTopics();
    List<String> arguments = new ArrayList<>(arguments(database, group, 0));
    arguments.addAll(List.of(settings));
    context = SpringApplication.run(QueryService.class, arguments.toArray(String[]::new));
    client =
        new Client(
            context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
  }

  /** How a replica is started, in whatever process. */
  static List<String> arguments(Database database, String group, int port) {
    return List.of(
        "--server.port=" + port,
        "--spring.datasource.url=" + database.jdbcUrl(),
        "--spring.datasource.username=" + database.user(),
        "--spring.datasource.password=" + database.password(),
        "--trilha.kafka.bootstrap-servers=" + SharedServers.kafka().bootstrapServers(),
        "--trilha.inbox.group=" + group,
        "--trilha.inbox.look-interval=100ms",
        "--trilha.inbox.poll-timeout=100ms",
        "--trilha.inbox.topic-check=200ms",
        "--trilha.rebuild.refresh=100ms");
  }

  Feed feed() {
    return feed;
  }

  Client client() {
    return client;
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  JdbcClient jdbc() {
    return bean(JdbcClient.class);
  }

  JsonNode rebuild(String purpose) {
    return ends(begun(purpose));
  }

  /**
   * @return the number of the rebuild, which goes on
   */
  long begun(String purpose) {
    var begun = new Answer[1];
    await()
        .alias("the rebuild before it never made room")
        .atMost(A_MINUTE)
        .until(() -> {
          begun[0] = client.send("POST", "/v1/admin/projections?purpose=" + purpose);
          return begun[0].status() != 409;
        });
    if (begun[0].status() != 202) {
      throw new AssertionError(begun[0].text());
    }
    return begun[0].json().path("id").asLong();
  }

  /** Waits until the rebuild is over, however it ended. */
  JsonNode ends(long id) {
    var last = new JsonNode[1];
    await()
        .alias("the rebuild never ended")
        .atMost(A_MINUTE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> {
          last[0] = client.get("/v1/admin/projections").json();
          JsonNode run = last[0].path("rebuild");
          return run.path("id").asLong() == id
              && Set.of("done", "failed", "cancelled").contains(run.path("state").asString());
        });
    return last[0];
  }

  @Override
  public void close() {
    context.close();
    feed.close();
  }
}
