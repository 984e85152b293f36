package dev.trilha.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresServerIT {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "fsync, on",
    "synchronous_commit, on",
    "full_page_writes, on",
    "wal_level, logical",
    "max_slot_wal_keep_size, 4GB",
    "listen_addresses, 127.0.0.1",
    "max_connections, 200",
    "data_checksums, on"
  })
  void runsWith(String setting, String value) throws SQLException {
    try (Connection connection = OneForAll.postgres().administration().connect()) {
      assertThat(text(connection, "SHOW " + setting)).isEqualTo(value);
    }
  }

  @Test
  void keepsItsDataBetweenRuns() throws SQLException {
    try (var first = PostgresServer.start(PostgresSettings.keptIn(directory));
        var connection = first.createDatabase("kept").connect()) {
      run(connection, "CREATE TABLE mark (word text)", "INSERT INTO mark VALUES ('still here')");
    }
    try (var second = PostgresServer.start(PostgresSettings.keptIn(directory));
        var connection = second.createDatabase("kept").connect()) {
      assertThat(text(connection, "SELECT word FROM mark")).isEqualTo("still here");
    }
  }

  @Test
  void givesTheSameCredentialsInEveryRun() {
    Database before;
    try (var first = PostgresServer.start(PostgresSettings.keptIn(directory))) {
      before = first.createDatabase("kept");
    }
    try (var second =
        PostgresServer.start(PostgresSettings.keptIn(directory).onPort(before.port()))) {
      assertThat(second.createDatabase("kept")).isEqualTo(before);
    }
  }

  @Test
  void keepsWhatWasCommittedBeforeItWasKilled() throws SQLException {
    try (var killed = PostgresServer.start(PostgresSettings.keptIn(directory))) {
      try (var connection = killed.createDatabase("kept").connect()) {
        run(connection, "CREATE TABLE mark (word text)", "INSERT INTO mark VALUES ('committed')");
      }
      killed.kill();
      await().alias("the server never died").until(() -> !killed.isRunning());
    }
    try (var next = PostgresServer.start(PostgresSettings.keptIn(directory));
        var connection = next.createDatabase("kept").connect()) {
      assertThat(text(connection, "SELECT word FROM mark")).isEqualTo("committed");
    }
  }

  @Test
  void stopsTheServerThatAKilledJvmLeft() throws Exception {
    long left = startInAJvmThatIsKilled(directory);
    assertThat(ProcessHandle.of(left)).as("the server outlives its JVM").isPresent();

    try (var next = PostgresServer.start(PostgresSettings.keptIn(directory))) {
      assertThat(ProcessHandle.of(left).filter(ProcessHandle::isAlive)).isEmpty();
      assertThat(next.isReady()).isTrue();
    }
  }

  @Test
  void leavesAProcessAloneThatOnlyHasThePidOfAFormerServer() throws Exception {
    try (var first = PostgresServer.start(PostgresSettings.keptIn(directory))) {
      assertThat(first.isReady()).isTrue();
    }
    Process innocent = new ProcessBuilder("sleep", "600").start();
    try {
      Path cluster = PostgresCluster.folderIn(directory.toRealPath());
      Files.write(
          cluster.resolve("postmaster.pid"),
          List.of(Long.toString(innocent.pid()), cluster.toString(), "1", "5432"));
      try (var next = PostgresServer.start(PostgresSettings.keptIn(directory))) {
        assertThat(next.isReady()).isTrue();
        assertThat(innocent.isAlive()).isTrue();
      }
    } finally {
      innocent.destroyForcibly();
    }
  }

  @Test
  void deletesTemporaryDataWhenClosed() throws SQLException {
    Path data;
    try (var server = PostgresServer.start(PostgresSettings.temporary());
        var connection = server.administration().connect()) {
      data = Path.of(text(connection, "SHOW data_directory"));
      assertThat(data).isDirectory();
    }
    assertThat(data.getParent()).doesNotExist();
  }

  @Test
  void leavesNoProcessWhenClosed() {
    long pid;
    try (var server = PostgresServer.start(PostgresSettings.temporary())) {
      pid = server.pid();
      assertThat(ProcessHandle.of(pid)).isPresent();
    }
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void namesATakenPort() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings = PostgresSettings.keptIn(directory).onPort(taken.getLocalPort());
      assertThatThrownBy(() -> PostgresServer.start(settings))
          .isInstanceOf(ServerFailed.class)
          .hasMessageContaining("port %d of 127.0.0.1 is taken".formatted(taken.getLocalPort()));
    }
  }

  @Test
  void saysWhatTheServerSaidWhenItDoesNotStart() {
    var settings = PostgresSettings.keptIn(directory).with("max_connections", "many");
    assertThatThrownBy(() -> PostgresServer.start(settings))
        .isInstanceOf(ServerFailed.class)
        .hasMessageContaining("invalid value for parameter \"max_connections\"");
  }

  @Test
  void letsARoleReadTheWalOnlyWhenAskedTo() throws SQLException {
    var server = OneForAll.postgres();
    try (var relay =
            server
                .createWalReader(server.createDatabase("plain_of_one"), "relay_of_one")
                .connect();
        var plain = server.createDatabase("plain_of_one").connect()) {
      String slot =
          "SELECT slot_name FROM pg_create_logical_replication_slot('it', 'pgoutput', true)";
      assertThat(text(relay, slot)).isEqualTo("it");
      assertThatThrownBy(() -> text(plain, slot.replace("'it'", "'no'")))
          .hasMessageContaining("REPLICATION");
    }
  }

  @Test
  void keepsTheDatabaseOfOneServiceFromTheRoleOfAnother() {
    var server = OneForAll.postgres();
    Database ours = server.createDatabase("ours");
    Database theirs = server.createDatabase("theirs");
    assertThatThrownBy(
            () -> DriverManager.getConnection(theirs.jdbcUrl(), ours.user(), ours.password()))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Upper", "1st", "semi;colon", "quo\"te", "da-sh"})
  void refusesADatabaseName(String name) {
    var server = OneForAll.postgres();
    assertThatThrownBy(() -> server.createDatabase(name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long startInAJvmThatIsKilled(Path directory) throws IOException {
    Process jvm =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                LeavesItsServer.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var said = jvm.inputReader()) {
      String line = said.readLine();
      assertThat(line).as("the pid that the JVM printed").isNotNull();
      jvm.destroyForcibly();
      await()
          .alias("the JVM never died")
          .atMost(Duration.ofSeconds(10))
          .until(() -> !jvm.isAlive());
      return Long.parseLong(line);
    }
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      assertThat(rows.next()).as(query).isTrue();
      return rows.getString(1);
    }
  }

  private static void run(Connection connection, String... statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Starts a server, says its pid and waits for the end that it won't notice. */
  static final class LeavesItsServer {
    public static void main(String[] arguments) throws InterruptedException {
      var server = PostgresServer.start(PostgresSettings.keptIn(Path.of(arguments[0])));
      System.out.println(server.pid());
      Thread.currentThread().join();
    }
  }
}
