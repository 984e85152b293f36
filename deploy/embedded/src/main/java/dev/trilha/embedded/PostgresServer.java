package dev.trilha.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * One PostgreSQL server, a child process of this JVM, on 127.0.0.1 only. What it acknowledges is on
 * the disk ({@code fsync} and {@code synchronous_commit} are on) and its WAL can be read logically.
 *
 * <p>A server that an earlier JVM left on the same directory is stopped first. Passwords are made
 * here, kept in the directory and stay the same between runs.
 */
public final class PostgresServer implements AutoCloseable {
  private static final String HOST = PostgresCluster.HOST;
  private static final String SUPERUSER = PostgresCluster.SUPERUSER;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final Duration TIME_TO_START = Duration.ofMinutes(1);
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(15);
  private static final int FREE_PORT_ATTEMPTS = 3;

  private final Path home;
  private final PostgresCluster cluster;
  private final boolean temporary;
  private final Path log;
  private final int port;
  private final Process process;

  private PostgresServer(
      Path home, PostgresCluster cluster, boolean temporary, Path log, int port, Process process) {
    this.home = home;
    this.cluster = cluster;
    this.temporary = temporary;
    this.log = log;
    this.port = port;
    this.process = process;
  }

  /**
   * Returns when the server takes connections.
   *
   * @throws ServerFailed when it does not within a minute; the message says why, with the server's
   *     own words
   */
  public static PostgresServer start(PostgresSettings settings) {
    boolean temporary = settings.directory() == null;
    Path home = settings.directory() == null ? Directories.temporary() : settings.directory();
    try {
      Files.createDirectories(home);
      // As the server's processes see it; they are recognized by it.
      home = home.toRealPath();
      Path log = settings.log() == null ? home.resolve("postgres.log") : settings.log();
      PostgresCluster cluster = PostgresCluster.openIn(home);
      for (int attempt = 1; ; attempt++) {
        int port = settings.port() == 0 ? FreePort.find() : settings.port();
        if (settings.port() != 0 && !FreePort.isFree(port)) {
          throw new ServerFailed("port %d of %s is taken".formatted(port, HOST));
        }
        Process process = cluster.launch(port, log, settings.configuration());
        var server = new PostgresServer(home, cluster, temporary, log, port, process);
        try {
          server.awaitReady();
          return server;
        } catch (ServerFailed e) {
          process.destroyForcibly();
          if (settings.port() != 0 || attempt == FREE_PORT_ATTEMPTS || FreePort.isFree(port)) {
            throw e;
          }
        }
      }
    } catch (IOException e) {
      deleteIf(temporary, home);
      throw new ServerFailed("PostgreSQL cannot use %s: %s".formatted(home, e), e);
    } catch (RuntimeException e) {
      deleteIf(temporary, home);
      throw e;
    }
  }

  /** Stops the server that a killed JVM left running on the directory, if there is one. */
  public static void stopLeftover(Path directory) {
    try {
      Path cluster = PostgresCluster.folderIn(directory);
      if (Files.isDirectory(cluster)) {
        Postmaster.stopLeftover(cluster.toRealPath());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A database whose owner is a role of the same name. Made once; asking again gives the same
   * credentials.
   */
  public Database createDatabase(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a database name matches %s, this does not: %s".formatted(NAME, name));
    }
    String secret = cluster.passwordOf(name);
    try (Connection connection = connect(SUPERUSER);
        var statement = connection.createStatement()) {
      makeRole(connection, name, secret, false);
      if (!exists(connection, "pg_database", "datname", name)) {
        statement.execute("CREATE DATABASE \"%1$s\" OWNER \"%1$s\"".formatted(name));
        statement.execute("REVOKE ALL ON DATABASE \"%s\" FROM PUBLIC".formatted(name));
      }
    } catch (SQLException e) {
      throw new ServerFailed("database %s cannot be made: %s".formatted(name, e.getMessage()), e);
    }
    return new Database(name, HOST, port, jdbcUrl(name), name, secret);
  }

  /**
   * A role that may connect to an existing database and to no other, and owns nothing: it sees what
   * the database grants to {@code PUBLIC}. Asking again gives the same credentials.
   *
   * @param name as of a database
   */
  public Database createReader(Database database, String name) {
    return createReader(database, name, false);
  }

  /**
   * As {@link #createReader}; the role may also read the WAL ({@code REPLICATION}): a role for a
   * relay.
   */
  public Database createWalReader(Database database, String name) {
    return createReader(database, name, true);
  }

  private Database createReader(Database database, String name, boolean replication) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the name of a role matches %s, this does not: %s".formatted(NAME, name));
    }
    String secret = cluster.passwordOf(name);
    try (Connection connection = connect(SUPERUSER);
        var statement = connection.createStatement()) {
      makeRole(connection, name, secret, replication);
      // Those that every server has are open to everybody.
      statement.execute("REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC");
      statement.execute(
          "GRANT CONNECT ON DATABASE \"%s\" TO \"%s\"".formatted(database.name(), name));
    } catch (SQLException e) {
      throw new ServerFailed("role %s cannot be made: %s".formatted(name, e.getMessage()), e);
    }
    return new Database(database.name(), HOST, port, database.jdbcUrl(), name, secret);
  }

  private static void makeRole(
      Connection connection, String name, String secret, boolean replication) throws SQLException {
    try (var statement = connection.createStatement()) {
      // The name matches a pattern without quotes and the password is hexadecimal: both are safe to
      // spell out.
      statement.execute(
          "%s ROLE \"%s\" LOGIN %s PASSWORD '%s'"
              .formatted(
                  exists(connection, "pg_roles", "rolname", name) ? "ALTER" : "CREATE",
                  name,
                  replication ? "REPLICATION" : "NOREPLICATION",
                  secret));
    }
  }

  /** The superuser's own database, for looking after the server. */
  public Database administration() {
    return new Database(
        SUPERUSER, HOST, port, jdbcUrl(SUPERUSER), SUPERUSER, cluster.superuserPassword());
  }

  public String host() {
    return HOST;
  }

  public int port() {
    return port;
  }

  /** Of the server's first process, the postmaster. */
  public long pid() {
    return process.pid();
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** Completes when the server is gone, for whatever reason. */
  public CompletableFuture<Void> onExit() {
    return process.onExit().thenAccept(_ -> {});
  }

  /** Ends the server as a power cut would (SIGKILL). The data stays. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Whether a connection can be opened now. */
  public boolean isReady() {
    try (Connection connection = connect(SUPERUSER)) {
      return connection.isValid(2);
    } catch (SQLException notYet) {
      return false;
    }
  }

  /**
   * Stops the server. Temporary data is deleted; kept data is left consistent, with a checkpoint.
   */
  @Override
  public void close() {
    if (process.isAlive()) {
      try {
        PostgresCommand.stop(
            cluster.folder(),
            temporary ? PostgresCommand.StopMode.IMMEDIATE : PostgresCommand.StopMode.FAST,
            TIME_TO_STOP);
      } catch (ServerFailed tooSlow) {
        process.destroyForcibly();
      }
    }
    Postmaster.awaitLastProcessOf(cluster.folder());
    deleteIf(temporary, home);
  }

  @Override
  public String toString() {
    return "PostgreSQL on %s:%d (pid %d, %s)".formatted(HOST, port, pid(), home);
  }

  private void awaitReady() {
    Instant deadline = Instant.now().plus(TIME_TO_START);
    while (!isReady()) {
      try {
        if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
          throw new ServerFailed(
              "PostgreSQL ended with %d: %s".formatted(process.exitValue(), lastWords()));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ServerFailed("interrupted while PostgreSQL started", e);
      }
      if (Instant.now().isAfter(deadline)) {
        throw new ServerFailed(
            "PostgreSQL took no connection within %s: %s".formatted(TIME_TO_START, lastWords()));
      }
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(" | ", lines.subList(Math.max(0, lines.size() - 4), lines.size()));
    } catch (IOException unreadable) {
      return "see " + log;
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, cluster.superuserPassword());
  }

  private static boolean exists(Connection connection, String catalog, String column, String name)
      throws SQLException {
    try (var query =
        connection.prepareStatement("SELECT 1 FROM %s WHERE %s = ?".formatted(catalog, column))) {
      query.setString(1, name);
      return query.executeQuery().next();
    }
  }

  private String jdbcUrl(String database) {
    return "jdbc:postgresql://%s:%d/%s".formatted(HOST, port, database);
  }

  private static void deleteIf(boolean temporary, Path home) {
    if (temporary) {
      Directories.delete(home);
    }
  }
}
