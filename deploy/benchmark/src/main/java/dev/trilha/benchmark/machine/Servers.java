package dev.trilha.benchmark.machine;

import dev.trilha.benchmark.empty.EmptyApplication;
import dev.trilha.benchmark.guides.GuidesApplication;
import dev.trilha.embedded.Database;
import dev.trilha.embedded.FreePort;
import dev.trilha.embedded.PostgresServer;
import dev.trilha.embedded.PostgresSettings;
import dev.trilha.standalone.Applications;
import dev.trilha.standalone.KafkaMain;
import dev.trilha.standalone.part.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Starts what is measured: each a process of its own on 127.0.0.1, all on one PostgreSQL. */
public final class Servers {
  /** How command-service stores events. */
  public enum Engine {
    GROUP_COMMIT("group-commit"),
    STOCK("stock");

    private final String setting;

    Engine(String setting) {
      this.setting = setting;
    }
  }

  /** Of each JVM that takes ticks. */
  public static final int HEAP_MEGABYTES = 512;

  /** Enrollments that command-service may keep in memory. */
  public static final int CACHED = 200_000;

  private static final List<String> NO_ADVERTISEMENT =
      List.of("-Ddisable-axoniq-console-message=true");

  /** Kafka's classes log everything where nobody says otherwise. */
  private static final List<String> KAFKA_LOG =
      List.of("-Dlogback.configurationFile=dev/trilha/standalone/logback-kafka.xml");

  private static final Duration TIME_TO_START = Duration.ofMinutes(2);

  private final Path home;
  private final Workplace workplace;
  private final Applications applications;
  private final PostgresServer postgres;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  /** Starts PostgreSQL, with everything on that makes a commit durable. */
  public Servers(Path home, Workplace workplace) {
    this.home = home;
    this.workplace = workplace;
    this.applications = new Applications(workplace.scratch().resolve("app"));
    this.postgres =
        PostgresServer.start(
            PostgresSettings.keptIn(workplace.postgres()).loggingTo(workplace.log("postgres")));
    workplace.own(postgres);
  }

  public PostgresServer postgres() {
    return postgres;
  }

  /**
   * command-service.
   *
   * @param kafka where it relays to; null: it does not relay
   */
  public Server commandService(String name, Engine engine, @Nullable String kafka)
      throws InterruptedException {
    return commandService(name, engine, kafka, Map.of());
  }

  /**
   * @param settings more of them, as environment variables
   */
  public Server commandService(
      String name, Engine engine, @Nullable String kafka, Map<String, String> settings)
      throws InterruptedException {
    Database database = postgres.createDatabase("bench_" + name);
    var environment = new HashMap<String, String>();
    environment.put("TRILHA_EVENT_STORE_ENGINE", engine.setting);
    environment.put("TRILHA_ENROLLMENT_CACHED", Integer.toString(CACHED));
    environment.put("TRILHA_RELAY_ENABLED", Boolean.toString(kafka != null));
    if (kafka != null) {
      environment.put("TRILHA_KAFKA_BOOTSTRAP_SERVERS", kafka);
      Database relay = postgres.createWalReader(database, database.name() + "_relay");
      environment.put("TRILHA_RELAY_ROLE_USERNAME", relay.user());
      environment.put("TRILHA_RELAY_ROLE_PASSWORD", relay.password());
    }
    environment.putAll(settings);
    return service(name, "command-service", database, environment);
  }

  public Server queryService(String kafka) throws InterruptedException {
    return service(
        "query",
        "query-service",
        postgres.createDatabase("bench_query"),
        Map.of("TRILHA_KAFKA_BOOTSTRAP_SERVERS", kafka));
  }

  /** Spring Boot, Axon and JPA as their guides put them together. */
  public Server guides() throws InterruptedException {
    Database database = postgres.createDatabase("bench_guides");
    int port = FreePort.find();
    var environment = new HashMap<>(storedIn(database));
    environment.putAll(listeningOn(port));
    Running process =
        workplace.start(
            "guides",
            JavaCommand.of(HEAP_MEGABYTES, NO_ADVERTISEMENT, GuidesApplication.class, List.of()),
            environment,
            () -> takesConnections(port),
            TIME_TO_START);
    return new Server("guides", port, database, process);
  }

  /** A handler that does nothing. */
  public Server empty() throws InterruptedException {
    int port = FreePort.find();
    Running process =
        workplace.start(
            "empty",
            JavaCommand.of(HEAP_MEGABYTES, List.of(), EmptyApplication.class, List.of()),
            listeningOn(port),
            () -> takesConnections(port),
            TIME_TO_START);
    return new Server("empty", port, null, process);
  }

  /** Kafka's bootstrap servers. */
  public String kafka() throws InterruptedException {
    int port = FreePort.find();
    int controller = FreePort.find();
    workplace.start(
        "kafka",
        JavaCommand.of(
            HEAP_MEGABYTES,
            KAFKA_LOG,
            KafkaMain.class,
            List.of(
                workplace.scratch().resolve("kafka").toString(),
                Integer.toString(port),
                Integer.toString(controller))),
        Map.of(),
        () -> takesConnections(port),
        TIME_TO_START);
    return "127.0.0.1:" + port;
  }

  private Server service(
      String name, String module, Database database, Map<String, String> settings)
      throws InterruptedException {
    int port = FreePort.find();
    var environment = new HashMap<>(settings);
    environment.putAll(storedIn(database));
    environment.putAll(listeningOn(port));
    BooleanSupplier ready = () -> isReady(port);
    try {
      Path jar = unpacked(module);
      Running process =
          workplace.start(
              name,
              JavaCommand.of(HEAP_MEGABYTES, List.of("-jar", jar.toString())),
              environment,
              ready,
              TIME_TO_START);
      return new Server(name, port, database, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One at a time: two services may need the same jar. */
  private synchronized Path unpacked(String module) throws IOException {
    return applications.unpacked(Applications.jarOf(home, module));
  }

  private static Map<String, String> storedIn(Database database) {
    return Map.of(
        "SPRING_DATASOURCE_URL", database.jdbcUrl(),
        "SPRING_DATASOURCE_USERNAME", database.user(),
        "SPRING_DATASOURCE_PASSWORD", database.password());
  }

  private static Map<String, String> listeningOn(int port) {
    return Map.of("SERVER_ADDRESS", "127.0.0.1", "SERVER_PORT", Integer.toString(port));
  }

  private static boolean takesConnections(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private boolean isReady(int port) {
    var readiness =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(port)))
            .timeout(Duration.ofSeconds(2))
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
