package dev.trilha.endtoend;

import dev.trilha.embedded.FreePort;
import dev.trilha.standalone.KafkaMain;
import dev.trilha.standalone.part.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The Kafka of {@link OwnTrilha}: a process that stays away once it was killed. */
final class OwnKafka implements AutoCloseable {
  private final Path folder;
  private final Path logs;
  private final int port = FreePort.find();
  private final int controllerPort = FreePort.find();
  private final @Nullable Link link;
  private @Nullable Running process;

  /**
   * @param folder of its data
   * @param linked whether everybody, itself included, comes to it by a {@link Link}
   */
  OwnKafka(Path folder, Path logs, boolean linked) {
    this.folder = folder;
    this.logs = logs;
    link = linked ? Link.to(port) : null;
  }

  Link link() {
    return Objects.requireNonNull(link);
  }

  /** For clients. */
  String servers() {
    return "127.0.0.1:" + (link == null ? port : link.port());
  }

  void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC"));
    command.add("-Dlogback.configurationFile=dev/trilha/standalone/logback-kafka.xml");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(KafkaMain.class.getName());
    command.add(folder.toString());
    command.add(Integer.toString(port));
    command.add(Integer.toString(controllerPort));
    if (link != null) {
      command.add(Integer.toString(link.port()));
    }
    process = Launch.of("kafka", command, Map.of(), logs, this::takesConnections);
  }

  private boolean takesConnections() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  boolean isRunning() {
    return process != null && !process.onExit().isDone();
  }

  /** {@code kill -9}. */
  void kill() {
    if (process != null) {
      process.kill();
      process.onExit().join();
    }
  }

  @Override
  public void close() {
    kill();
    if (link != null) {
      link.close();
    }
  }
}
