package dev.trilha.notification.outgoing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a receiver says besides its status. */
class OutgoingTest {
  private static final int LONG = 64 * 1024;

  private final CountDownLatch closed = new CountDownLatch(1);
  private HttpServer receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    receiver.createContext("/long", exchange -> answer(exchange, LONG));
    receiver.createContext("/endless", exchange -> answer(exchange, 0));
    receiver.start();
  }

  @AfterEach
  void stop() {
    closed.countDown();
    receiver.stop(0);
  }

  /**
   * @param length 0 for a body that never ends
   */
  private void answer(HttpExchange exchange, int length) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, length);
      exchange.getResponseBody().write(new byte[length == 0 ? 100 : length]);
      exchange.getResponseBody().flush();
      if (length == 0) {
        closed.await();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers with how many bytes were read. */
  private Answer post(String path, int answerBytes) {
    String host = "127.0.0.1:" + receiver.getAddress().getPort();
    try (Outgoing outgoing =
        new Outgoing(
            new AllowedHosts(List.of(host)),
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            answerBytes)) {
      return outgoing.post(
          WebhookUrl.stored("http://" + host + path),
          new byte[0],
          Map.of(),
          (status, _, body) -> Answer.TryLater.because(status + "-" + body.length()));
    }
  }

  @Test
  void isReadToWhereItIsWanted() {
    assertThat(post("/long", LONG + 1)).isEqualTo(Answer.TryLater.because("200-" + LONG));
    assertThat(post("/long", 1000)).isEqualTo(Answer.TryLater.because("200-1000"));
    assertThat(post("/endless", 10)).isEqualTo(Answer.TryLater.because("200-10"));
  }

  @Test
  void isNotWaitedForWhenTheStatusSaysItAll() {
    assertThat(post("/long", 0)).isEqualTo(Answer.TryLater.because("200-0"));
    assertThat(post("/endless", 0)).isEqualTo(Answer.TryLater.because("200-0"));
  }

  @Test
  void endsInTime() {
    assertThat(post("/endless", 1000)).isEqualTo(Answer.TryLater.because("timeout"));
  }
}
