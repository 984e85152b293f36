package dev.trilha.testservers;

import dev.trilha.embedded.Database;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** PostgreSQL from its official image, with the settings of the embedded one. */
final class ContainerPostgres implements TestPostgres {
  /** The major version of the embedded server. */
  static final String IMAGE = "postgres:18";

  private static final String HOST = "127.0.0.1";
  private static final String SUPERUSER = "postgres";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final SecureRandom random = new SecureRandom();

  private final ServerContainer container;
  private final int port;
  private final String secret;
  private final Map<String, String> secrets = new ConcurrentHashMap<>();

  private ContainerPostgres(ServerContainer container, int port, String secret) {
    this.container = container;
    this.port = port;
    this.secret = secret;
  }

  static ContainerPostgres start(int port) {
    String secret = newSecret();
    var container =
        new ServerContainer(IMAGE, 5432, port)
            .withEnv("POSTGRES_PASSWORD", secret)
            .withCommand(
                "postgres",
                "-c",
                "wal_level=logical",
                "-c",
                "max_connections=200",
                "-c",
                "max_wal_senders=64",
                "-c",
                "max_replication_slots=64");
    var postgres = new ContainerPostgres(container, port, secret);
    try {
      container.start();
      container.awaitReady(postgres::isReady);
      return postgres;
    } catch (RuntimeException e) {
      container.stop();
      throw e;
    }
  }

  @Override
  public Database createDatabase(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a database name matches %s, this does not: %s".formatted(NAME, name));
    }
    // The name matches a pattern without quotes.
    return role(
        name,
        name,
        "NOREPLICATION",
        "CREATE DATABASE \"%1$s\" OWNER \"%1$s\"".formatted(name),
        "REVOKE ALL ON DATABASE \"%s\" FROM PUBLIC".formatted(name));
  }

  @Override
  public Database createWalReader(Database database) {
    String role = database.name() + "_relay";
    return role(
        database.name(),
        role,
        "REPLICATION",
        "GRANT CONNECT ON DATABASE \"%s\" TO \"%s\"".formatted(database.name(), role));
  }

  /**
   * @param statements what is done once, when the role is made
   */
  private Database role(String database, String role, String replication, String... statements) {
    String url = "jdbc:postgresql://%s:%d/%s".formatted(HOST, port, database);
    String known = secrets.get(role);
    if (known != null) {
      return new Database(database, HOST, port, url, role, known);
    }
    String password = newSecret();
    try (Connection connection = administration();
        var statement = connection.createStatement()) {
      // The password is hexadecimal.
      statement.execute(
          "CREATE ROLE \"%s\" LOGIN %s PASSWORD '%s'".formatted(role, replication, password));
      for (String further : statements) {
        statement.execute(further);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("role %s cannot be made".formatted(role), e);
    }
    secrets.put(role, password);
    return new Database(database, HOST, port, url, role, password);
  }

  @Override
  public void kill() {
    container.kill();
  }

  @Override
  public void startAgain() {
    container.startAgain();
    container.awaitReady(this::isReady);
  }

  @Override
  public void close() {
    container.stop();
  }

  private boolean isReady() {
    try (Connection connection = administration()) {
      return connection.isValid(2);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private Connection administration() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/postgres".formatted(HOST, port), SUPERUSER, secret);
  }

  private static String newSecret() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return "PostgreSQL on %s:%d (%s)".formatted(HOST, port, IMAGE);
  }
}
