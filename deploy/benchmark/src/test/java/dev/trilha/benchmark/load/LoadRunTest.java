package dev.trilha.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadRunTest {
  private static final int REQUESTS = 500;

  @TempDir Path journals;
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;

  LoadRunTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.close();
  }

  @Test
  void writesDownWhatWasAcknowledged() throws IOException {
    server.createContext(
        "/", exchange -> answer(exchange, 200, "{\"changed\":true,\"version\":1}"));

    LoadResult result = run(8);

    assertThat(result.acked()).isEqualTo(REQUESTS);
    assertThat(result.times().count()).isEqualTo(REQUESTS);
    assertThat(journal("acked")).hasSize(REQUESTS).doesNotHaveDuplicates();
    assertThat(asked).hasSize(REQUESTS);
  }

  @Test
  void doubtsWhatWasRefused() throws IOException {
    server.createContext(
        "/",
        exchange -> {
          boolean refused = count.incrementAndGet() % 10 == 0;
          answer(exchange, refused ? 503 : 200, refused ? "{}" : "{\"changed\":true}");
        });

    LoadResult result = run(8);

    assertThat(result.refused()).isEqualTo(REQUESTS / 10);
    assertThat(result.acked()).isEqualTo(REQUESTS - REQUESTS / 10);
    assertThat(journal("uncertain")).hasSize(REQUESTS / 10);
  }

  @Test
  void goesOnWhenTheServerEndsConnections() throws IOException {
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Connection", "close");
          answer(exchange, 200, "{\"changed\":true}");
        });

    assertThat(run(4).acked()).isEqualTo(REQUESTS);
  }

  @Test
  void countsAnAnswerThatNeverComesAsLost() throws IOException {
    server.createContext(
        "/",
        exchange -> {
          if (count.incrementAndGet() == 100) {
            exchange.close();
          } else {
            answer(exchange, 200, "{\"changed\":true}");
          }
        });

    LoadResult result = run(1);

    assertThat(result.lost()).isOne();
    assertThat(result.acked()).isEqualTo(REQUESTS - 1);
    assertThat(journal("uncertain")).hasSize(1);
  }

  @Test
  void asksEveryQuestionAndWritesNothingDown() throws IOException {
    server.createContext("/", exchange -> answer(exchange, 200, "{\"changed\":false}"));

    LoadResult result = read(List.of("/v1/a?b=c", "/v1/longer"));

    assertThat(result.acked()).isPositive();
    assertThat(result.unchanged() + result.refused() + result.lost()).isZero();
    assertThat(result.times().count()).isEqualTo(result.acked());
    assertThat(asked).containsExactlyInAnyOrder("/v1/a?b=c", "/v1/longer");
    assertThat(journals).isEmptyDirectory();
  }

  @Test
  void aQuestionThatIsRefusedIsNoAnswer() throws IOException {
    server.createContext("/", exchange -> answer(exchange, 404, "{}"));

    LoadResult result = read(List.of("/v1/a"));

    assertThat(result.acked()).isZero();
    assertThat(result.refused()).isPositive();
  }

  private LoadResult read(List<String> addresses) throws IOException {
    var order = LoadOrder.reads("questions", server.getAddress().getPort(), addresses, 200);
    try (Course course = Course.of(order, journals)) {
      return new LoadRun(order, course, null).run();
    }
  }

  private LoadResult run(int connections) throws IOException {
    var order =
        new LoadOrder(
            "test",
            server.getAddress().getPort(),
            connections,
            1,
            0,
            50,
            Ticks.ITEMS,
            60_000,
            REQUESTS,
            0,
            null,
            List.of());
    try (var course = new TickCourse(order, journals)) {
      return new LoadRun(order, course, null).run();
    }
  }

  private List<Integer> journal(String kind) throws IOException {
    List<Integer> ticks = new ArrayList<>();
    Path file =
        kind.equals("acked")
            ? Journal.acknowledged(journals, "test")
            : Journal.uncertain(journals, "test");
    Journal.read(file, ticks::add);
    return ticks;
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    asked.add(exchange.getRequestURI().toString());
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
