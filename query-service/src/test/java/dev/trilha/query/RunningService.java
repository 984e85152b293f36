package dev.trilha.query;

import dev.trilha.embedded.Database;
import dev.trilha.testservers.SharedServers;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole service on a real PostgreSQL and a real Kafka, started once for all tests that extend
 * this. Tests keep apart by learners, roadmaps and teams of their own.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class RunningService {
  private static final Database DATABASE = SharedServers.freshDatabase();
  protected static final Feed feed = Feed.into(SharedServers.kafka().bootstrapServers());

  @LocalServerPort private int port;
  @Autowired protected JdbcClient jdbc;
  protected Client client = new Client(0);

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry properties) {
    feed.createTopics();
    properties.add("spring.datasource.url", DATABASE::jdbcUrl);
    properties.add("spring.datasource.username", DATABASE::user);
    properties.add("spring.datasource.password", DATABASE::password);
    properties.add("trilha.kafka.bootstrap-servers", SharedServers.kafka()::bootstrapServers);
    properties.add("trilha.inbox.look-interval", () -> "100ms");
    properties.add("trilha.inbox.poll-timeout", () -> "100ms");
    // How soon it is noticed that a client has gone.
    properties.add("trilha.live.heartbeat", () -> "200ms");
  }

  @BeforeEach
  void connect() {
    client = new Client(port);
  }
}
