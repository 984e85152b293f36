package dev.trilha.testservers;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a look for a container engine found. Asks a socket itself, because Testcontainers takes
 * seconds and pages of log to find nothing.
 *
 * @param said where it answers, or why none does
 */
record Engine(boolean answers, String said) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String UNIX = "unix://";

  static Engine look() {
    return look(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  /** Where Testcontainers looks as well: DOCKER_HOST, else the usual sockets. */
  static Engine look(Map<String, String> environment, Path home) {
    String host = environment.getOrDefault("DOCKER_HOST", "");
    if (host.startsWith(UNIX)) {
      return at(Path.of(host.substring(UNIX.length())));
    }
    if (!host.isBlank()) {
      return new Engine(true, "DOCKER_HOST is " + host);
    }
    List<Path> sockets = new ArrayList<>(List.of(Path.of("/var/run/docker.sock")));
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (!runtime.isBlank()) {
      sockets.add(Path.of(runtime, "docker.sock"));
    }
    sockets.add(home.resolve(".docker/run/docker.sock"));
    return sockets.stream()
        .filter(Files::exists)
        .findFirst()
        .map(Engine::at)
        .orElseGet(
            () -> new Engine(false, "no container engine: DOCKER_HOST is not set, no socket"));
  }

  private static Engine at(Path socket) {
    try {
      // A socket that takes the connection and stays silent must not hold up the tests.
      String status =
          CompletableFuture.supplyAsync(() -> statusOf(socket), Thread.ofVirtual()::start)
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return status.contains(" 200")
          ? new Engine(true, "an engine answers at " + socket)
          : new Engine(false, "the engine at %s answers \"%s\"".formatted(socket, status.strip()));
    } catch (TimeoutException e) {
      return new Engine(false, "the engine at %s stays silent".formatted(socket));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Engine(false, "interrupted while asking " + socket);
    } catch (java.util.concurrent.ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return new Engine(false, "no engine answers at %s: %s".formatted(socket, cause.getMessage()));
    }
  }

  private static String statusOf(Path socket) {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(
          ByteBuffer.wrap(
              "GET /_ping HTTP/1.0\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII)));
      var lines =
          new java.util.Scanner(Channels.newInputStream(channel), StandardCharsets.US_ASCII);
      return lines.hasNextLine() ? lines.nextLine() : "";
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }
}
