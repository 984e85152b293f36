package dev.trilha.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One PostgreSQL server, a child process of this JVM, on 127.0.0.1 only. What it acknowledges is on
 * the disk ({@code fsync} and {@code synchronous_commit} are on) and its WAL can be read logically.
 *
 * <p>A server that an earlier JVM left on the same directory is stopped first. Passwords are made
 * here, kept in the directory and stay the same between runs.
 */
public final class PostgresServer implements AutoCloseable {
  static final String CLUSTER = "cluster";

  private static final String HOST = "127.0.0.1";
  private static final String SUPERUSER = "postgres";
  private static final String MAJOR = "18";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final Duration TIME_TO_START = Duration.ofMinutes(1);
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(15);
  private static final int FREE_PORT_ATTEMPTS = 3;
  private static final Map<String, String> CONFIGURATION =
      Map.of(
          "listen_addresses", HOST,
          // Everybody comes by TCP; a socket file would be one more thing to clean up.
          "unix_socket_directories", "",
          "wal_level", "logical",
          "fsync", "on",
          "synchronous_commit", "on",
          "full_page_writes", "on",
          "max_connections", "200",
          "max_wal_senders", "32",
          "max_replication_slots", "32");

  private final Path home;
  private final boolean temporary;
  private final Path log;
  private final int port;
  private final String password;
  private final Process process;

  private PostgresServer(
      Path home, boolean temporary, Path log, int port, String password, Process process) {
    this.home = home;
    this.temporary = temporary;
    this.log = log;
    this.port = port;
    this.password = password;
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
      Postmaster.stopLeftover(home.resolve(CLUSTER));
      String password = initialized(home);
      for (int attempt = 1; ; attempt++) {
        int port = settings.port() == 0 ? FreePort.find() : settings.port();
        if (settings.port() != 0 && !FreePort.isFree(port)) {
          throw new ServerFailed("port %d of %s is taken".formatted(port, HOST));
        }
        Process process = launch(home, port, log, settings.configuration());
        var server = new PostgresServer(home, temporary, log, port, password, process);
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
      throw new ServerFailed("PostgreSQL cannot use %s: %s".formatted(home, e), e);
    } catch (RuntimeException e) {
      if (temporary) {
        Directories.delete(home);
      }
      throw e;
    }
  }

  /** Stops the server that a killed JVM left running on the directory, if there is one. */
  public static void stopLeftover(Path directory) {
    try {
      if (Files.isDirectory(directory.resolve(CLUSTER))) {
        Postmaster.stopLeftover(directory.resolve(CLUSTER).toRealPath());
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
    return createDatabase(name, false);
  }

  /**
   * A database whose owner is a role of the same name, which may also read the WAL ({@code
   * REPLICATION}): a role for a relay.
   *
   * @param name lower-case letters, digits and {@code _}, at most 63
   */
  public Database createReplicatedDatabase(String name) {
    return createDatabase(name, true);
  }

  private Database createDatabase(String name, boolean replication) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a database name matches %s, this does not: %s".formatted(NAME, name));
    }
    String secret = passwordOf(name);
    try (Connection connection = connect(SUPERUSER);
        var statement = connection.createStatement()) {
      // The name matches a pattern without quotes and the password is hexadecimal: both are safe to
      // spell out.
      String attributes =
          "LOGIN %s PASSWORD '%s'".formatted(replication ? "REPLICATION" : "NOREPLICATION", secret);
      statement.execute(
          "%s ROLE \"%s\" %s"
              .formatted(
                  exists(connection, "pg_roles", "rolname", name) ? "ALTER" : "CREATE",
                  name,
                  attributes));
      if (!exists(connection, "pg_database", "datname", name)) {
        statement.execute("CREATE DATABASE \"%1$s\" OWNER \"%1$s\"".formatted(name));
        statement.execute("REVOKE CONNECT ON DATABASE \"%s\" FROM PUBLIC".formatted(name));
      }
    } catch (SQLException e) {
      throw new ServerFailed("database %s cannot be made: %s".formatted(name, e.getMessage()), e);
    }
    return new Database(name, HOST, port, jdbcUrl(name), name, secret);
  }

  /** The superuser's own database, for looking after the server. */
  public Database administration() {
    return new Database(SUPERUSER, HOST, port, jdbcUrl(SUPERUSER), SUPERUSER, password);
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
    Path cluster = home.resolve(CLUSTER);
    if (process.isAlive()) {
      try {
        PostgresCommand.stop(
            cluster,
            temporary ? PostgresCommand.StopMode.IMMEDIATE : PostgresCommand.StopMode.FAST,
            TIME_TO_STOP);
      } catch (ServerFailed tooSlow) {
        process.destroyForcibly();
      }
    }
    Postmaster.awaitLastProcessOf(cluster);
    if (temporary) {
      Directories.delete(home);
    }
  }

  @Override
  public String toString() {
    return "PostgreSQL on %s:%d (pid %d, %s)".formatted(HOST, port, pid(), home);
  }

  /** Makes the cluster if there is none yet, and answers the superuser's password. */
  private static String initialized(Path home) throws IOException {
    Path cluster = home.resolve(CLUSTER);
    Path passwordFile = home.resolve("superuser.password");
    if (Files.exists(cluster)) {
      String version = Files.readString(cluster.resolve("PG_VERSION")).strip();
      if (!version.equals(MAJOR)) {
        throw new ServerFailed(
            "%s was written by PostgreSQL %s, this is %s".formatted(cluster, version, MAJOR));
      }
      return Files.readString(passwordFile).strip();
    }
    var random = new byte[16];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Files.deleteIfExists(passwordFile);
    Files.createFile(
        passwordFile,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(passwordFile, password + "\n");
    // Moved into place when whole: a start that is killed in the middle leaves nothing to stumble
    // over.
    Path unfinished = home.resolve(CLUSTER + ".unfinished");
    Directories.delete(unfinished);
    PostgresCommand.initialize(unfinished, SUPERUSER, passwordFile);
    Files.move(unfinished, cluster);
    return password;
  }

  private static Process launch(Path home, int port, Path log, Map<String, String> wishes)
      throws IOException {
    var configuration = new TreeMap<>(CONFIGURATION);
    configuration.putAll(wishes);
    List<String> arguments =
        new ArrayList<>(
            List.of("-D", home.resolve(CLUSTER).toString(), "-p", Integer.toString(port)));
    configuration.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    return PostgresCommand.of("postgres", arguments)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
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
    return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, password);
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

  /** Derived instead of stored: the same in every run, and of no use for another role. */
  private String passwordOf(String role) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              password.getBytes(java.nio.charset.StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] derived = mac.doFinal(role.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(derived, 0, 16);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
