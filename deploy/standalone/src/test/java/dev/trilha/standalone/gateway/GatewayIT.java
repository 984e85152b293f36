package dev.trilha.standalone.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trilha.embedded.FreePort;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.standalone.part.PartState;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayIT {
  private static final int LARGEST = RoadmapPublished.LARGEST_BYTES;

  private final HttpClient http = HttpClient.newHttpClient();
  private final CountDownLatch firstEventSeen = new CountDownLatch(1);
  private final int awayPort = FreePort.find();
  private HttpServer service;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    service.createContext("/", this::echo);
    service.createContext("/v1/events", this::streamEvents);
    service.start();
    int port = service.getAddress().getPort();
    var services =
        Map.of(
            Destination.COMMAND, port,
            Destination.QUERY, port,
            Destination.NOTIFICATION, awayPort);
    var kafka = new PartStatus("kafka", PartState.READY, 7L, 19092, 0, Instant.EPOCH);
    var pages = new WelcomePages(() -> List.of(kafka));
    gateway =
        Gateway.start(
            0,
            services,
            new Handler.Abstract() {
              @Override
              public boolean handle(
                  org.eclipse.jetty.server.Request request,
                  org.eclipse.jetty.server.Response response,
                  org.eclipse.jetty.util.Callback callback) {
                return false;
              }
            },
            pages);
  }

  @AfterEach
  void stop() {
    gateway.close();
    service.stop(0);
    http.close();
  }

  @Test
  void passesMethodPathQueryBodyAndStatus() throws Exception {
    var answer =
        send(
            request("/v1/learners/a%20b/x?minVersion=1&q=%20")
                .method("PATCH", BodyPublishers.ofString("héllo")));
    assertThat(answer.statusCode()).isEqualTo(207);
    assertThat(answer.body()).isEqualTo("PATCH /v1/learners/a%20b/x?minVersion=1&q=%20 héllo");
  }

  @Test
  void passesWhatTheServiceSaysAndTheTraceOfTheCaller() throws Exception {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    var answer = send(request("/v1/roadmaps").header("traceparent", trace));
    assertThat(answer.headers().firstValue("X-Seen-Trace")).contains(trace);
    assertThat(answer.headers().firstValue("ETag")).contains("\"17\"");
  }

  @Test
  void stripsHeadersThatBelongToOneConnection() throws Exception {
    String answer =
        raw(
            """
            GET /v1/roadmaps HTTP/1.1
            Host: localhost
            Connection: close, X-Mine
            X-Mine: secret of this hop
            Keep-Alive: timeout=5

            """);
    assertThat(answer).contains("x-seen-mine: none").contains("x-seen-keep-alive: none");
  }

  @Test
  void addsNothingToARequest() throws Exception {
    var answer = send(request("/v1/roadmaps"));
    assertThat(
            answer
                .headers()
                .firstValue("X-Seen-Names")
                .orElseThrow()
                .toLowerCase(java.util.Locale.ROOT))
        .doesNotContain("via", "forwarded");
  }

  @Test
  void passesEventsAsTheyCome() throws Exception {
    HttpResponse<InputStream> answer =
        http.send(request("/v1/events").build(), BodyHandlers.ofInputStream());
    try (var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("data: first");
      // The service sends the second only now: had the first been held back, this would never be
      // reached.
      firstEventSeen.countDown();
      assertThat(lines.readLine()).isEmpty();
      assertThat(lines.readLine()).isEqualTo("data: second");
    }
  }

  @Test
  void saysThatAServiceIsAway() throws Exception {
    var answer = send(request("/v1/notifications"));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("2");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body())
        .contains(
            "\"type\":\"urn:trilha:problem:service-unavailable\"",
            "\"title\":\"The service is not there\"",
            "\"status\":503",
            "notification is not there")
        .doesNotContain("errors");
  }

  @Test
  void refusesABodyThatSaysItIsTooLarge() throws Exception {
    var answer =
        send(request("/v1/roadmaps/x").PUT(BodyPublishers.ofByteArray(new byte[LARGEST + 1])));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body())
        .contains(
            "\"type\":\"urn:trilha:problem:too-large\"",
            "\"errors\":[{\"field\":\"body\",\"rule\":\"has at most 6291456 bytes\"}]");
  }

  @Test
  void refusesABodyThatTurnsOutTooLarge() throws Exception {
    var chunked =
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[LARGEST + 1]));
    var answer = send(request("/v1/roadmaps/x").PUT(chunked));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("\"field\":\"body\"");
  }

  @Test
  void passesABodyThatIsJustNotTooLarge() throws Exception {
    var answer = send(request("/v1/roadmaps/x").PUT(BodyPublishers.ofByteArray(new byte[LARGEST])));
    assertThat(answer.statusCode()).isEqualTo(207);
  }

  @Test
  void answersAnUnknownAddressWithAProblem() throws Exception {
    var answer = send(request("/nowhere").DELETE());
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body())
        .isEqualTo(
            "{\"type\":\"urn:trilha:problem:not-found\",\"title\":\"Nothing is at this"
                + " address\",\"status\":404,\"detail\":\"nothing is at this"
                + " address\",\"instance\":\"/nowhere\"}");
  }

  @Test
  void answersAMethodThatIsNotForAPageWithAProblem() throws Exception {
    var answer = send(request("/status").DELETE());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body())
        .contains("\"type\":\"urn:trilha:problem:method-not-allowed\"", "\"detail\":");
  }

  @Test
  void answersWhatIsNoHttpWithAProblem() throws Exception {
    assertThat(raw("GET /v1/%zz HTTP/1.1\nHost: localhost\nConnection: close\n\n"))
        .contains("400 ", "urn:trilha:problem:malformed", "\"status\":400");
  }

  @Test
  void saysThatAServiceGaveNoAnswer() throws Exception {
    try (var nonsense = new ServerSocket(awayPort, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> talkNonsense(nonsense));
      var answer = send(request("/v1/notifications"));
      assertThat(answer.statusCode()).isEqualTo(502);
      assertThat(answer.body()).contains("\"type\":\"urn:trilha:problem:bad-gateway\"");
    }
  }

  private static void talkNonsense(ServerSocket server) {
    try (var caller = server.accept()) {
      // What comes before the request would be taken for a connection that is of no use.
      caller.getInputStream().read(new byte[1024]);
      caller.getOutputStream().write("this is no HTTP\r\n\r\n".getBytes(UTF_8));
      caller.getInputStream().readAllBytes();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  @Test
  void showsTheApiDocumentOfAService() throws Exception {
    assertThat(send(request("/docs/query")).body()).startsWith("GET /v3/api-docs");
  }

  @Test
  void knowsNoDocumentOfWhatIsNoService() throws Exception {
    assertThat(send(request("/docs/kafka")).statusCode()).isEqualTo(404);
  }

  @Test
  void showsWhatRunsWhere() throws Exception {
    var page = send(request("/"));
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    assertThat(page.body())
        .contains(
            "kafka", "19092", "curl http://localhost:%d/v1/roadmaps".formatted(gateway.port()))
        .doesNotContain("{{");
  }

  @Test
  void givesTheStatusAsJson() throws Exception {
    assertThat(send(request("/status")).body())
        .contains("\"name\":\"kafka\",\"state\":\"READY\",\"pid\":7");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:%d%s".formatted(gateway.port(), path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String raw(String request) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
      socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8)
          .toLowerCase(java.util.Locale.ROOT);
    }
  }

  private void echo(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    var seen = exchange.getRequestHeaders();
    var headers = exchange.getResponseHeaders();
    headers.set("ETag", "\"17\"");
    headers.set("X-Seen-Trace", String.valueOf(seen.getFirst("traceparent")));
    headers.set("X-Seen-Mine", seen.getFirst("X-Mine") == null ? "none" : "seen");
    headers.set("X-Seen-Keep-Alive", seen.getFirst("Keep-Alive") == null ? "none" : "seen");
    headers.set("X-Seen-Names", String.join(",", seen.keySet()));
    byte[] answer =
        (exchange.getRequestMethod()
                + " "
                + exchange.getRequestURI()
                + " "
                + (body.length() < 100 ? body : ""))
            .getBytes(UTF_8);
    exchange.sendResponseHeaders(207, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private void streamEvents(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream stream = exchange.getResponseBody()) {
      stream.write("data: first\n\n".getBytes(UTF_8));
      stream.flush();
      if (firstEventSeen.await(20, TimeUnit.SECONDS)) {
        stream.write("data: second\n\n".getBytes(UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
