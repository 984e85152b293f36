package dev.trilha.endtoend;

import dev.trilha.embedded.Database;
import dev.trilha.embedded.FreePort;
import dev.trilha.embedded.PostgresServer;
import dev.trilha.embedded.PostgresSettings;
import dev.trilha.standalone.Applications;
import dev.trilha.standalone.PlatformSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of Trilha as processes that only the test starts, for faults that a supervisor would
 * mend: more replicas than one, servers that stay away, are set up otherwise, or lie behind a
 * {@link Link}. What they say is in {@code target/faults}.
 */
final class OwnTrilha implements AutoCloseable {
  /** Of each service: less than {@code ./trilha} gives them. */
  private static final int HEAP_MEGABYTES = 256;

  private final Path folder;
  private final Path logs;
  private final List<Replica> commands = new ArrayList<>();
  private final List<Replica> queries = new ArrayList<>();
  private final Map<String, String> postgresConfiguration;
  private PostgresServer postgres;
  private final OwnKafka kafka;
  private boolean closed;

  private OwnTrilha(
      String name, Map<String, String> postgres, @Nullable Path kafkaFolder, boolean link)
      throws IOException {
    folder = Files.createTempDirectory("trilha-" + name).toRealPath();
    logs = Files.createDirectories(Path.of("target", "faults", name).toAbsolutePath());
    postgresConfiguration = Map.copyOf(postgres);
    this.postgres = startPostgres(FreePort.find());
    kafka = new OwnKafka(kafkaFolder == null ? folder.resolve("kafka") : kafkaFolder, logs, link);
    // Whoever ends the test, ends its processes.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    try {
      kafka.start();
    } catch (IOException | RuntimeException failed) {
      close();
      throw failed;
    }
  }

  /** PostgreSQL and Kafka. */
  static OwnTrilha start(String name) throws IOException {
    return new OwnTrilha(name, Map.of(), null, false);
  }

  /**
   * @param postgres settings of the server
   */
  static OwnTrilha start(String name, Map<String, String> postgres) throws IOException {
    return new OwnTrilha(name, postgres, null, false);
  }

  /** With Kafka's data in a folder. */
  static OwnTrilha withKafkaIn(Path folder, String name) throws IOException {
    return new OwnTrilha(name, Map.of(), folder, false);
  }

  /** With something between Kafka and everybody, itself included. */
  static OwnTrilha withKafkaBehindALink(String name) throws IOException {
    return new OwnTrilha(name, Map.of(), null, true);
  }

  private PostgresServer startPostgres(int port) {
    var settings =
        new PostgresSettings(
            folder.resolve("postgres"), port, logs.resolve("postgres.log"), postgresConfiguration);
    return PostgresServer.start(settings);
  }

  void stopPostgres() {
    postgres.close();
  }

  /** Where it was. */
  void startPostgresAgain() {
    postgres = startPostgres(postgres.port());
  }

  /** Its data, while it is stopped. */
  Path postgresFolder() {
    return folder.resolve("postgres");
  }

  Path folder() {
    return folder;
  }

  /** Where command-service or query-service stores. */
  Database database(String service) {
    return postgres.createDatabase("trilha_" + service);
  }

  void asSuperuser(String sql) throws SQLException {
    execute(postgres.administration(), sql);
  }

  static void execute(Database database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  OwnKafka kafka() {
    return kafka;
  }

  /**
   * A command-service, ready.
   *
   * @param environment over what it needs
   */
  Replica command(String name, Map<String, String> environment) throws IOException {
    Database database = database("command");
    Database relay = postgres.createWalReader(database, "trilha_relay");
    var all = new HashMap<>(storedIn(database));
    all.put("TRILHA_RELAY_ROLE_USERNAME", relay.user());
    all.put("TRILHA_RELAY_ROLE_PASSWORD", relay.password());
    all.putAll(environment);
    Replica replica = service(name, "command-service", all);
    commands.add(replica);
    return replica;
  }

  /** {@code kill -9}, of every command-service. */
  void killCommands() {
    commands.forEach(Replica::kill);
    commands.clear();
  }

  /** As {@link #command}; it only takes ticks. */
  Replica commandThatDoesNotRelay(String name) throws IOException {
    return command(name, Map.of("TRILHA_RELAY_ENABLED", "false"));
  }

  /** As {@link #command}. */
  Replica query(String name, Map<String, String> environment) throws IOException {
    var all = new HashMap<>(storedIn(database("query")));
    all.putAll(environment);
    Replica replica = service(name, "query-service", all);
    queries.add(replica);
    return replica;
  }

  /** {@code kill -9}, of every query-service. */
  void killQueries() {
    queries.forEach(Replica::kill);
    queries.clear();
  }

  private Replica service(String name, String module, Map<String, String> settings)
      throws IOException {
    int port = FreePort.find();
    var environment = new HashMap<String, String>();
    environment.put("SERVER_ADDRESS", "127.0.0.1");
    environment.put("SERVER_PORT", Integer.toString(port));
    environment.put("TRILHA_KAFKA_BOOTSTRAP_SERVERS", kafka.servers());
    environment.putAll(settings);
    Path jar = Applications.jarOf(PlatformSettings.forTest(folder).home(), module);
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx%dm".formatted(HEAP_MEGABYTES),
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-jar",
            new Applications(Path.of("target", "applications").toAbsolutePath())
                .unpacked(jar)
                .toString());
    return new Replica(
        name, port, Launch.of(name, command, environment, logs, () -> isReady(port)));
  }

  private static Map<String, String> storedIn(Database database) {
    return Map.of(
        "SPRING_DATASOURCE_URL", database.jdbcUrl(),
        "SPRING_DATASOURCE_USERNAME", database.user(),
        "SPRING_DATASOURCE_PASSWORD", database.password());
  }

  private static boolean isReady(int port) {
    try {
      var caller = new Caller(URI.create("http://127.0.0.1:" + port));
      return caller.once("GET", "/actuator/health/readiness", "").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    killCommands();
    killQueries();
    kafka.close();
    postgres.close();
    RunningTrilha.delete(folder);
  }
}
