package dev.trilha.testservers;

import dev.trilha.embedded.Database;
import dev.trilha.embedded.Directories;
import dev.trilha.embedded.FreePort;
import dev.trilha.embedded.KafkaBroker;
import dev.trilha.embedded.KafkaSettings;
import dev.trilha.embedded.PostgresServer;
import dev.trilha.embedded.PostgresSettings;
import java.nio.file.Path;

/** Processes and threads of this machine. */
final class EmbeddedServers implements Servers {
  @Override
  public TestPostgres startPostgres() {
    return new Postgres();
  }

  @Override
  public TestKafka startKafka() {
    return new Kafka();
  }

  private static final class Postgres implements TestPostgres {
    private final Path folder = Directories.temporary();
    private PostgresServer server = PostgresServer.start(PostgresSettings.keptIn(folder));

    @Override
    public Database createDatabase(String name) {
      return server.createDatabase(name);
    }

    @Override
    public Database createWalReader(Database database) {
      return server.createWalReader(database, database.name() + "_relay");
    }

    @Override
    public void kill() {
      server.kill();
      server.onExit().join();
    }

    @Override
    public void startAgain() {
      server = PostgresServer.start(PostgresSettings.keptIn(folder).onPort(server.port()));
    }

    @Override
    public void close() {
      server.close();
      Directories.delete(folder);
    }

    @Override
    public String toString() {
      return server.toString();
    }
  }

  private static final class Kafka implements TestKafka {
    private final Path folder = Directories.temporary();
    private KafkaBroker broker = KafkaBroker.start(KafkaSettings.keptIn(folder));

    @Override
    public String bootstrapServers() {
      return broker.bootstrapServers();
    }

    @Override
    public void stop() {
      broker.close();
    }

    @Override
    public void startAgain() {
      broker =
          KafkaBroker.start(KafkaSettings.keptIn(folder).onPorts(broker.port(), FreePort.find()));
    }

    @Override
    public void close() {
      broker.close();
      Directories.delete(folder);
    }

    @Override
    public String toString() {
      return broker.toString();
    }
  }
}
