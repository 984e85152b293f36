package dev.trilha.command.outbox;

import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import dev.trilha.command.CommandServiceApplication;
import dev.trilha.embedded.Database;
import dev.trilha.testservers.SharedServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The service as a process of its own, which can be killed and paused. */
final class Replica implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(ofSeconds(2)).build();

  private final Process process;
  private final int port;

  private Replica(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * @param settings over those that every replica has
   */
  static Replica start(Database database, String... settings) {
    Database relay = SharedServers.postgres().createWalReader(database);
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CommandServiceApplication.class.getName(),
                "--server.port=" + port,
                "--spring.main.banner-mode=off",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password(),
                "--trilha.relay.role.username=" + relay.user(),
                "--trilha.relay.role.password=" + relay.password(),
                "--trilha.relay.accept-divergence=true",
                "--trilha.kafka.bootstrap-servers=" + SharedServers.kafka().bootstrapServers()));
    command.addAll(List.of(settings));
    try {
      Process process = new ProcessBuilder(command).inheritIO().start();
      return new Replica(process, port);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private String send(String method, String path, String body) throws IOException {
    try {
      HttpResponse<String> response =
          HTTP.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                  .timeout(ofSeconds(5))
                  .header("Content-Type", "application/json")
                  .method(method, BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(response.statusCode() + " " + response.body());
      }
      return response.body();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** {@code GONE} when it does not answer. */
  String state() {
    try {
      return JsonMapper.shared()
          .readTree(send("GET", "/actuator/relay", ""))
          .path("state")
          .asString();
    } catch (IOException gone) {
      return "GONE";
    }
  }

  void awaitState(String state, long seconds) {
    await("the replica never was " + state)
        .atMost(ofSeconds(seconds))
        .until(this::state, state::equals);
  }

  /**
   * @param json empty for nothing
   * @throws IOException also when the answer is not 200
   */
  void put(String path, String json) throws IOException {
    send("PUT", path, json);
  }

  /** As an unplugged machine: nothing is closed, nobody is told. */
  void pause() {
    signal("-STOP");
  }

  void wakeUp() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      int code =
          new ProcessBuilder("kill", signal, Long.toString(process.pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill " + signal + " said " + code);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** {@code kill -9}. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
