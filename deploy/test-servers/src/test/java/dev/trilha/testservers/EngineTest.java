package dev.trilha.testservers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTest {
  @TempDir private Path folder;

  private Engine look() {
    return Engine.look(Map.of("DOCKER_HOST", "unix://" + folder.resolve("engine.sock")), folder);
  }

  @Test
  void believesAnEngineThatAnswers() throws IOException {
    try (var _ = answering("HTTP/1.0 200 OK\r\n\r\nOK")) {
      assertThat(look().answers()).isTrue();
    }
  }

  @Test
  void namesAnEngineThatRefuses() throws IOException {
    try (var _ = answering("HTTP/1.0 500 Internal Server Error\r\n\r\n")) {
      assertThat(look().answers()).isFalse();
      assertThat(look().said()).contains("engine.sock answers \"HTTP/1.0 500");
    }
  }

  @Test
  void namesASocketThatNobodyListensOn() throws IOException {
    answering("").close();

    assertThat(look().answers()).isFalse();
    assertThat(look().said()).startsWith("no engine answers at ").contains("engine.sock: ");
  }

  @Test
  void looksAtTheUsualPlacesOfAUser() throws IOException {
    var sockets = Map.of("XDG_RUNTIME_DIR", folder.toString());
    try (var _ = answering("HTTP/1.0 200 OK\r\n\r\nOK", folder.resolve("docker.sock"))) {
      assertThat(Engine.look(sockets, folder).answers()).isTrue();
    }
  }

  @Test
  void leavesAnEngineOfAnotherMachineToTestcontainers() {
    assertThat(Engine.look(Map.of("DOCKER_HOST", "tcp://engine:2376"), folder))
        .isEqualTo(new Engine(true, "DOCKER_HOST is tcp://engine:2376"));
  }

  private ServerSocketChannel answering(String answer) throws IOException {
    return answering(answer, folder.resolve("engine.sock"));
  }

  private static ServerSocketChannel answering(String answer, Path socket) throws IOException {
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(() -> answerAll(server, answer));
    return server;
  }

  private static void answerAll(ServerSocketChannel server, String answer) {
    while (server.isOpen()) {
      try (var caller = server.accept()) {
        caller.read(ByteBuffer.allocate(1_024));
        caller.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
      } catch (IOException closed) {
        return;
      }
    }
  }
}
