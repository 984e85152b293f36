package dev.trilha.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka broker with its own controller (KRaft), in this JVM, on 127.0.0.1 only. Topics are made
 * by those who own them, never by a typo; the consumer groups of {@code group.protocol=consumer}
 * work.
 *
 * <p>As with every broker, what it acknowledges survives the death of the process; against a power
 * cut a cluster has its replicas, one broker has not.
 */
public final class KafkaBroker implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final int NODE = 1;
  private static final int FREE_PORT_ATTEMPTS = 3;

  private final KafkaRaftServer server;
  private final int port;
  private final Path directory;
  private final boolean temporary;
  private final FileLock lock;
  private boolean closed;

  private KafkaBroker(Serving serving, Path directory, boolean temporary, FileLock lock) {
    this.server = serving.server();
    this.port = serving.port();
    this.directory = directory;
    this.temporary = temporary;
    this.lock = lock;
  }

  /**
   * Returns when the broker takes connections.
   *
   * @throws ServerFailed when it cannot be started, with the reason
   */
  public static KafkaBroker start(KafkaSettings settings) {
    boolean temporary = settings.directory() == null;
    Path directory = settings.directory() == null ? Directories.temporary() : settings.directory();
    try {
      Path logs = Files.createDirectories(directory.resolve("logs"));
      FileLock lock = lock(directory);
      try {
        format(logs);
        return new KafkaBroker(serve(settings, logs), directory, temporary, lock);
      } catch (RuntimeException e) {
        lock.channel().close();
        throw e;
      }
    } catch (ServerFailed e) {
      deleteIf(temporary, directory);
      throw e;
    } catch (IOException e) {
      deleteIf(temporary, directory);
      throw new ServerFailed("Kafka cannot use %s: %s".formatted(directory, e), e);
    }
  }

  /**
   * Kafka's own lock is taken by the broker's half, when the controller's half has begun to write
   * the same metadata log: two of them damage it and end the JVM.
   */
  private static FileLock lock(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("broker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException heldInThisJvm) {
      // Told below, as for another process.
    }
    if (lock == null) {
      channel.close();
      throw new ServerFailed("another broker uses " + directory);
    }
    return lock;
  }

  private record Serving(KafkaRaftServer server, int port) {}

  private static Serving serve(KafkaSettings settings, Path logs) {
    for (int attempt = 1; ; attempt++) {
      int port = portOf(settings.port());
      int controllerPort = portOf(settings.controllerPort());
      var server =
          new KafkaRaftServer(
              new KafkaConfig(configuration(settings, logs, port, controllerPort)), Time.SYSTEM);
      try {
        server.startup();
        return new Serving(server, port);
      } catch (RuntimeException e) {
        server.shutdown();
        server.awaitShutdown();
        boolean choosing = settings.port() == 0 || settings.controllerPort() == 0;
        if (!choosing || attempt == FREE_PORT_ATTEMPTS || !isPortTaken(e)) {
          throw new ServerFailed("Kafka cannot be started: " + e.getMessage(), e);
        }
      }
    }
  }

  /** For clients, {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  public int port() {
    return port;
  }

  /** Waits until the broker has stopped, for whatever reason. */
  public void awaitStopped() {
    server.awaitShutdown();
  }

  /** Stops the broker. Temporary data is deleted, kept data is flushed. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    server.shutdown();
    server.awaitShutdown();
    release();
    deleteIf(temporary, directory);
  }

  private void release() {
    try {
      lock.channel().close();
    } catch (IOException e) {
      throw new ServerFailed("the lock of %s cannot be released".formatted(directory), e);
    }
  }

  @Override
  public String toString() {
    return "Kafka on %s (%s)".formatted(bootstrapServers(), directory);
  }

  private static int portOf(int wish) {
    if (wish == 0) {
      return FreePort.find();
    }
    if (!FreePort.isFree(wish)) {
      throw new ServerFailed("port %d of %s is taken".formatted(wish, HOST));
    }
    return wish;
  }

  private static Map<String, String> configuration(
      KafkaSettings settings, Path logs, int port, int controllerPort) {
    int advertised = settings.advertisedPort() == 0 ? port : settings.advertisedPort();
    var configuration = new HashMap<String, String>();
    configuration.put("process.roles", "broker,controller");
    configuration.put("node.id", Integer.toString(NODE));
    // Not the dynamic quorum: that one remembers the controller's port in the data, and ports may
    // change between runs.
    configuration.put("controller.quorum.voters", "%d@%s:%d".formatted(NODE, HOST, controllerPort));
    configuration.put(
        "listeners",
        "PLAINTEXT://%1$s:%2$d,CONTROLLER://%1$s:%3$d".formatted(HOST, port, controllerPort));
    configuration.put("advertised.listeners", "PLAINTEXT://%s:%d".formatted(HOST, advertised));
    configuration.put("controller.listener.names", "CONTROLLER");
    configuration.put("inter.broker.listener.name", "PLAINTEXT");
    configuration.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    configuration.put("log.dirs", logs.toString());
    configuration.put("auto.create.topics.enable", "false");
    // One broker: one copy of everything, and no more partitions of the internal topics than one
    // broker needs.
    configuration.put("default.replication.factor", "1");
    configuration.put("offsets.topic.replication.factor", "1");
    configuration.put("offsets.topic.num.partitions", "1");
    configuration.put("transaction.state.log.replication.factor", "1");
    configuration.put("transaction.state.log.min.isr", "1");
    configuration.put("transaction.state.log.num.partitions", "1");
    configuration.put("share.coordinator.state.topic.replication.factor", "1");
    configuration.put("share.coordinator.state.topic.min.isr", "1");
    configuration.put("share.coordinator.state.topic.num.partitions", "1");
    configuration.put("group.initial.rebalance.delay.ms", "0");
    // The partitions of a killed consumer are given to its successor after this, not after 45 s.
    configuration.put("group.consumer.min.session.timeout.ms", "10000");
    configuration.put("group.consumer.session.timeout.ms", "10000");
    configuration.put("group.consumer.min.heartbeat.interval.ms", "3000");
    configuration.put("group.consumer.heartbeat.interval.ms", "3000");
    // 128 MiB by default, taken at the start; ours are small topics.
    configuration.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024));
    return configuration;
  }

  /** Gives the directory its identity, once. */
  private static void format(Path logs) {
    try (var silence =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(silence)
          .setNodeId(NODE)
          .setClusterId(clusterId(logs))
          .addDirectory(logs.toString())
          .setMetadataLogDirectory(logs.toString())
          .setControllerListenerName("CONTROLLER")
          .setSupportedFeatures(List.copyOf(Feature.PRODUCTION_FEATURES))
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) {
      throw new ServerFailed("Kafka cannot prepare %s: %s".formatted(logs, e.getMessage()), e);
    }
  }

  private static String clusterId(Path logs) throws IOException {
    Path written = logs.resolve("meta.properties");
    if (Files.exists(written)) {
      var properties = new Properties();
      try (var content = Files.newBufferedReader(written)) {
        properties.load(content);
      }
      String known = properties.getProperty("cluster.id");
      if (known != null) {
        return known;
      }
    }
    return Uuid.randomUuid().toString();
  }

  private static boolean isPortTaken(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return true;
      }
    }
    return false;
  }

  private static void deleteIf(boolean temporary, Path directory) {
    if (temporary) {
      Directories.delete(directory);
    }
  }
}
