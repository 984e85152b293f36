package dev.trilha.standalone;

import dev.trilha.standalone.part.ChildProcess;
import dev.trilha.standalone.part.Part;
import dev.trilha.standalone.part.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One Kafka broker, from the launcher's own classpath. */
final class KafkaPart implements Part {
  private static final int HEAP_MEGABYTES = 384;
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final Path directory;
  private final Path log;
  private final Ports ports;

  KafkaPart(Path directory, Path log, Ports ports) {
    this.directory = directory;
    this.log = log;
    this.ports = ports;
  }

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public int port() {
    return ports.kafka();
  }

  @Override
  public Running start() throws IOException {
    List<String> command =
        JavaProcess.command(
            HEAP_MEGABYTES,
            List.of(
                "-Dlogback.configurationFile=dev/trilha/standalone/logback-kafka.xml",
                "-cp",
                System.getProperty("java.class.path"),
                KafkaMain.class.getName(),
                directory.toString(),
                Integer.toString(ports.kafka()),
                Integer.toString(ports.kafkaController())));
    return ChildProcess.launch(command, Map.of(), log, this::takesConnections, PATIENCE);
  }

  String bootstrapServers() {
    return "127.0.0.1:" + ports.kafka();
  }

  /** The broker opens its port when it is ready to serve. */
  private boolean takesConnections() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.kafka()), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
