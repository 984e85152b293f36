package dev.trilha.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trilha.embedded.Database;
import dev.trilha.standalone.part.PartState;
import dev.trilha.standalone.part.SupervisedPart;
import dev.trilha.standalone.part.Supervision;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real PostgreSQL, real Kafka, real processes; the services are stand-ins. */
class PlatformIT {
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  @TempDir static Path shared;
  private static PlatformSettings sharedSettings;
  private static Platform platform;

  @TempDir Path own;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void startOne() throws Exception {
    sharedSettings = settings(shared);
    platform = Platform.start(sharedSettings);
    platform.awaitReady(A_MINUTE);
  }

  @AfterAll
  static void stopIt() {
    platform.close();
  }

  @AfterEach
  void closeClient() {
    http.close();
  }

  @Test
  void sendsReadsAndWritesToTheirServices() throws Exception {
    assertThat(send("GET", "/v1/roadmaps"))
        .startsWith("GET /v1/roadmaps")
        .contains("/trilha_query ");
    assertThat(send("PUT", "/v1/roadmaps/x"))
        .startsWith("PUT /v1/roadmaps/x")
        .contains("/trilha_command ");
    assertThat(send("PUT", "/v1/teams/aurora/slack")).contains("/trilha_notification ");
  }

  @Test
  void tellsTheServicesWhereKafkaIs() throws Exception {
    assertThat(send("GET", "/v1/roadmaps")).endsWith(platform.kafkaBootstrapServers());
  }

  @Test
  void givesEveryServiceADatabaseAndTheRelayAloneTheRightToReadTheWal() throws SQLException {
    assertThat(mayReadTheWal(platform.relay())).isTrue();
    assertThat(mayReadTheWal(platform.database("command"))).isFalse();
    assertThat(mayReadTheWal(platform.database("query"))).isFalse();
    assertThat(mayReadTheWal(platform.database("notification"))).isFalse();
  }

  @Test
  void takesMessagesForTheLocalSlack() throws Exception {
    assertThat(send("POST", platform.slackWebhook("aurora").getPath())).isEqualTo("ok");
    assertThat(send("GET", "/slack/messages?channel=aurora")).contains("\"text\":\"hello\"");
    assertThat(send("GET", "/slack")).contains("# aurora");
  }

  @Test
  void restartsKafkaWhenItIsKilled() throws InterruptedException {
    restartsWhenKilled("kafka");
  }

  @Test
  void restartsPostgresWhenItIsKilled() throws InterruptedException {
    restartsWhenKilled("postgres");
  }

  @Test
  void restartsAServiceWhenItIsKilled() throws InterruptedException {
    restartsWhenKilled("query");
  }

  @Test
  void tellsOtherProcessesWhatRuns() throws Exception {
    assertThat(run("status", "--json"))
        .contains(
            "\"running\":true",
            "\"kafka\":{\"state\":\"READY\"",
            "\"port\":" + sharedSettings.ports().kafka());
  }

  @Test
  void runsOnceOnAFolder() {
    var again = sharedSettings.withPorts(Ports.free());
    assertThatThrownBy(() -> Platform.start(again))
        .isInstanceOf(PlatformFailed.class)
        .hasMessage(
            "Trilha already runs on %s; see: ./trilha status".formatted(sharedSettings.data()));
  }

  @Test
  void namesATakenPortAndWhoNeedsIt() throws IOException {
    PlatformSettings settings = settings(own);
    try (var taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.ports().query()));
      assertThatThrownBy(() -> Platform.start(settings))
          .isInstanceOf(PlatformFailed.class)
          .hasMessage(
              "port %d is taken, which query needs; choose another with --query-port"
                  .formatted(settings.ports().query()));
    }
  }

  @Test
  void saysWhichServiceIsNotBuilt() {
    var settings = PlatformSettings.of(own).withPorts(Ports.free());
    assertThatThrownBy(() -> Platform.start(settings))
        .isInstanceOf(PlatformFailed.class)
        .hasMessage("command-service is not built; run: mvn -DskipTests package");
  }

  @Test
  void leavesNoProcessWhenClosed() throws Exception {
    var pids = new ArrayList<Long>();
    var lines = new CopyOnWriteArrayList<String>();
    try (var short_ = Platform.start(settings(own), lines::add)) {
      short_.awaitReady(A_MINUTE);
      short_.parts().forEach(part -> pids.add(part.pid().orElseThrow()));
    }
    assertThat(pids).hasSize(5).allSatisfy(pid -> assertThat(isAlive(pid)).isFalse());
    assertThat(lines)
        .anyMatch(line ->
            line.matches("kafka +ready in [\\d.]+ s  \\(127\\.0\\.0\\.1:\\d+, pid \\d+\\)"));
  }

  @Test
  void stopsWhatAKilledLauncherLeft() throws Exception {
    PlatformSettings settings = settings(own);
    Process launcher = launcher(settings);
    var folder = new DataFolder(settings.data());
    await()
        .alias("the launcher never got ready")
        .atMost(A_MINUTE)
        .until(() ->
            PlatformStatus.ofRunning(folder.run()).filter(PlatformStatus::isReady).isPresent());
    List<Long> pids =
        PlatformStatus.ofRunning(folder.run()).orElseThrow().parts().stream()
            .filter(part -> !part.name().equals("gateway") && !part.name().equals("slack"))
            .map(part -> part.pid() == null ? 0L : part.pid())
            .toList();
    launcher.destroyForcibly().onExit().join();
    assertThat(pids).hasSize(5).allSatisfy(pid -> assertThat(isAlive(pid)).isTrue());

    String said = run(settings, "stop");

    assertThat(said)
        .contains(
            "stopped what a killed launcher left: command, query, notification, kafka, postgres");
    assertThat(pids)
        .allSatisfy(pid ->
            await()
                .alias("process %d never went".formatted(pid))
                .atMost(A_MINUTE)
                .until(() -> !isAlive(pid)));
  }

  private static void restartsWhenKilled(String name) throws InterruptedException {
    SupervisedPart part = platform.part(name);
    assertThat(part.awaitReady(A_MINUTE)).isTrue();
    long before = part.pid().orElseThrow();
    part.kill();
    await()
        .alias(name + " never came back")
        .atMost(A_MINUTE)
        .until(() -> part.state() == PartState.READY && part.pid().orElse(before) != before);
    assertThat(part.restarts()).isEqualTo(1);
  }

  private static boolean mayReadTheWal(Database database) throws SQLException {
    try (var connection = database.connect();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT rolreplication FROM pg_roles WHERE rolname = current_user")) {
      assertThat(rows.next()).isTrue();
      return rows.getBoolean(1);
    }
  }

  private String send(String method, String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(platform.baseUrl() + path))
            .method(method, HttpRequest.BodyPublishers.ofString("{\"text\":\"hello\"}"))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static String run(String... words) throws IOException, InterruptedException {
    return run(sharedSettings, words);
  }

  private static String run(PlatformSettings settings, String... words)
      throws IOException, InterruptedException {
    var said = new ByteArrayOutputStream();
    var line =
        CommandLine.parse(
            List.of(words), Map.of("TRILHA_DATA", settings.data().toString()), settings.home());
    try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      new Commands(out).run(line);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  private static PlatformSettings settings(Path folder) throws IOException {
    Path home = StandInService.projectIn(folder.resolve("project"));
    return PlatformSettings.of(home)
        .withData(folder.resolve("data"))
        .withPorts(Ports.free())
        .withSupervision(
            new Supervision(A_MINUTE, 2, Duration.ofMillis(50), Duration.ofSeconds(1), A_MINUTE))
        .withoutRoadmaps();
  }

  private static Process launcher(PlatformSettings settings) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Dtrilha.home=" + settings.home(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--free-ports",
            "--data",
            settings.data().toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
