package dev.trilha.standalone;

import dev.trilha.embedded.Database;
import dev.trilha.embedded.PostgresServer;
import dev.trilha.embedded.PostgresSettings;
import dev.trilha.standalone.part.Part;
import dev.trilha.standalone.part.Running;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL server with a database per service. */
final class PostgresPart implements Part {
  /** The role of boards: reads the reporting views of the query database, and nothing else. */
  private static final String REPORTING = "reporting";

  /** The role of the outbox relay: reads the WAL of the command database, and what is published. */
  private static final String RELAY = "trilha_relay";

  private final Path directory;
  private final Path log;
  private final int port;
  private final Map<Service, Database> databases = new ConcurrentHashMap<>();
  private volatile @Nullable Database reporting;
  private volatile @Nullable Database relay;

  PostgresPart(Path directory, Path log, int port) {
    this.directory = directory;
    this.log = log;
    this.port = port;
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Running start() {
    var server =
        PostgresServer.start(PostgresSettings.keptIn(directory).onPort(port).loggingTo(log));
    try {
      for (Service service : Service.values()) {
        databases.put(service, server.createDatabase(service.database()));
      }
      reporting = server.createReader(databaseOf(Service.QUERY), REPORTING);
      relay = server.createWalReader(databaseOf(Service.COMMAND), RELAY);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return new Life(server);
  }

  /** Known once the server was ready; the same ever after. */
  Database databaseOf(Service service) {
    return known(databases.get(service));
  }

  /** The query database as boards see it. */
  Database reporting() {
    return known(reporting);
  }

  /** The command database as the relay sees it. */
  Database relay() {
    return known(relay);
  }

  private static Database known(@Nullable Database database) {
    if (database == null) {
      throw new IllegalStateException("PostgreSQL was not ready yet");
    }
    return database;
  }

  private record Life(PostgresServer server) implements Running {
    @Override
    public long pid() {
      return server.pid();
    }

    @Override
    public CompletableFuture<String> onExit() {
      return server.onExit().thenApply(_ -> "the server ended");
    }

    @Override
    public boolean isReady() {
      return server.isReady();
    }

    @Override
    public void stop() {
      server.close();
    }

    @Override
    public void kill() {
      server.kill();
    }
  }
}
