package dev.trilha.notification.problem;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.Http11NioProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemValveTest {
  private final Tomcat tomcat = new Tomcat();
  @TempDir private Path directory;

  @AfterEach
  void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void aRequestThatMeetsAStopCanBeSentAgain() throws Exception {
    String answer = answer(new PausedBehindTheFirstLine(), "Host: here");

    assertThat(answer)
        .startsWith("HTTP/1.1 503")
        .contains("Retry-After: 2", "urn:trilha:problem:service-unavailable", "\"status\":503");
  }

  @Test
  void aRequestWithoutAHostIsMalformed() throws Exception {
    String answer = answer(new Http11NioProtocol(), "Accept: */*");

    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .contains("urn:trilha:problem:malformed", "\"status\":400")
        .doesNotContain("Retry-After");
  }

  private String answer(Http11NioProtocol protocol, String header)
      throws LifecycleException, IOException {
    var connector = new Connector(protocol);
    connector.setPort(0);
    connector.setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
    tomcat.setBaseDir(directory.toString());
    tomcat.setConnector(connector);
    tomcat.addContext("", directory.toString());
    var host = (StandardHost) tomcat.getHost();
    // In place of Tomcat's own, which a host would add at its start.
    host.setErrorReportValveClass("");
    host.getPipeline().addValve(new ProblemValve());
    tomcat.start();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
      socket
          .getOutputStream()
          .write(
              "PUT /v1/x HTTP/1.1\r\n%s\r\nConnection: close\r\n\r\n"
                  .formatted(header)
                  .getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  /** Not paused when Tomcat first asks, at the begin of a request; paused from then on. */
  private static final class PausedBehindTheFirstLine extends Http11NioProtocol {
    private boolean asked;

    @Override
    public synchronized boolean isPaused() {
      boolean paused = asked;
      asked = true;
      return paused;
    }
  }
}
