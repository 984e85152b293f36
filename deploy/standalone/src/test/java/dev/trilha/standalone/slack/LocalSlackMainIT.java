package dev.trilha.standalone.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSlackMainIT {
  @TempDir private Path folder;

  @Test
  void servesTheLocalSlackAlone() throws Exception {
    Server server = LocalSlackMain.start("127.0.0.1", 0, folder);
    try (HttpClient http = HttpClient.newHttpClient()) {
      var messages = HttpRequest.newBuilder(server.getURI().resolve("/slack/messages")).build();

      var answer = http.send(messages, BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{\"messages\":[]}");
    } finally {
      server.stop();
    }
  }

  @Test
  void leavesATakenPort() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () -> LocalSlackMain.start("127.0.0.1", taken.getLocalPort(), folder).stop())
          .hasRootCauseInstanceOf(BindException.class);
    }
  }
}
