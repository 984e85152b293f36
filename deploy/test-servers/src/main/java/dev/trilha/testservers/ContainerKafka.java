package dev.trilha.testservers;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * Kafka from its official image, of the clients' version, with the settings of the embedded one.
 */
final class ContainerKafka implements TestKafka {
  static final String IMAGE = "apache/kafka:" + AppInfoParser.getVersion();

  private static final String HOST = "127.0.0.1";
  private static final Duration TIME_TO_ANSWER = Duration.ofSeconds(5);

  private final ServerContainer container;
  private final int port;

  private ContainerKafka(ServerContainer container, int port) {
    this.container = container;
    this.port = port;
  }

  static ContainerKafka start(int port) {
    var container =
        new ServerContainer(IMAGE, 9092, port)
            .withEnv("KAFKA_NODE_ID", "1")
            .withEnv("KAFKA_PROCESS_ROLES", "broker,controller")
            // A transaction makes the broker talk to itself, and it cannot reach its published
            // port.
            .withEnv(
                "KAFKA_LISTENERS",
                "PLAINTEXT://:9092,INTERNAL://localhost:19092,CONTROLLER://:9093")
            .withEnv(
                "KAFKA_ADVERTISED_LISTENERS",
                "PLAINTEXT://%s:%d,INTERNAL://localhost:19092".formatted(HOST, port))
            .withEnv("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER")
            .withEnv("KAFKA_INTER_BROKER_LISTENER_NAME", "INTERNAL")
            .withEnv(
                "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                "PLAINTEXT:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT")
            .withEnv("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093")
            .withEnv("KAFKA_LOG_DIRS", "/var/lib/kafka/data")
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1")
            .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "1")
            .withEnv("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
            .withEnv("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1")
            .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "1")
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1")
            .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_NUM_PARTITIONS", "1")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
            .withEnv("KAFKA_HEAP_OPTS", "-Xms128m -Xmx384m");
    var kafka = new ContainerKafka(container, port);
    try {
      container.start();
      kafka.awaitReady();
      return kafka;
    } catch (RuntimeException e) {
      container.stop();
      throw e;
    }
  }

  @Override
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  @Override
  public void stop() {
    container.stopKeepingData();
  }

  @Override
  public void startAgain() {
    container.startAgain();
    awaitReady();
  }

  @Override
  public void close() {
    container.stop();
  }

  private void awaitReady() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      container.awaitReady(() -> hasNode(admin));
    }
  }

  private static boolean hasNode(Admin admin) {
    try {
      return !admin
          .describeCluster()
          .nodes()
          .get(TIME_TO_ANSWER.toSeconds(), TimeUnit.SECONDS)
          .isEmpty();
    } catch (ExecutionException | TimeoutException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "Kafka on %s (%s)".formatted(bootstrapServers(), IMAGE);
  }
}
