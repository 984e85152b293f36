package dev.trilha.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trilha.standalone.BundledRoadmaps.Bundled;
import dev.trilha.standalone.part.RunFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a stand-in that keeps versions of one roadmap as command-service does. */
class BundledRoadmapsIT {
  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> versions = new CopyOnWriteArrayList<>();
  private final List<String> said = new ArrayList<>();
  private HttpServer command;
  private boolean answersGetLost;

  @BeforeEach
  void start() throws IOException {
    command = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    command.createContext("/v1/roadmaps/backend", this::publish);
    command.start();
  }

  @AfterEach
  void stop() {
    command.stop(0);
    http.close();
  }

  @Test
  void publishesATextOnce() throws Exception {
    launchWith("first");
    launchWith("first");
    assertThat(versions).containsExactly("first");
    assertThat(said).containsExactly("published the roadmap backend");
  }

  @Test
  void publishesANewerTextOverItsOwn() throws Exception {
    launchWith("first");
    launchWith("second");
    launchWith("third");
    assertThat(versions).containsExactly("first", "second", "third");
  }

  @Test
  void keepsWhatPeoplePublishedSinceAndSaysSoOnce() throws Exception {
    launchWith("first");
    versions.add("by people");
    launchWith("second");
    launchWith("second");
    assertThat(versions).containsExactly("first", "by people");
    assertThat(said)
        .containsExactly(
            "published the roadmap backend", "the roadmap backend is kept as people changed it");
  }

  @Test
  void keepsWhatPeoplePublishedFromEveryLaterText() throws Exception {
    launchWith("first");
    versions.add("by people");
    launchWith("second");
    launchWith("third");
    assertThat(versions).containsExactly("first", "by people");
  }

  @Test
  void knowsItsOwnTextWhoseAnswerWasLost() throws Exception {
    launchWith("first");
    answersGetLost = true;
    launchWith("second");
    launchWith("third");
    assertThat(versions).containsExactly("first", "second", "third");
    assertThat(said).hasSize(3).allMatch(line -> line.startsWith("published"));
  }

  @Test
  void keepsARoadmapWhoseVersionWasNeverWrittenDown() throws Exception {
    Files.writeString(folder.resolve("published-roadmaps.json"), "{\"backend\":\"0123abcd\"}");
    versions.add("published by an older launcher");
    launchWith("first");
    assertThat(versions).containsExactly("published by an older launcher");
    assertThat(said).containsExactly("the roadmap backend is kept as people changed it");
  }

  @Test
  void saysWhyATextWasNotTakenAndTriesItAgainAtTheNextStart() throws Exception {
    launchWith("");
    launchWith("");
    assertThat(said)
        .hasSize(2)
        .allMatch(line -> line.startsWith("the roadmap backend could not be published: 400 "));
  }

  private void launchWith(String markdown) throws InterruptedException {
    URI baseUrl = URI.create("http://127.0.0.1:" + command.getAddress().getPort());
    new BundledRoadmaps(http, new RunFolder(folder), List.of(new Bundled("backend", markdown)))
        .publish(baseUrl, said::add);
  }

  private void publish(HttpExchange exchange) throws IOException {
    String text = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String expected = exchange.getRequestHeaders().getFirst("If-Match");
    boolean dryRun = "dryRun=true".equals(exchange.getRequestURI().getQuery());
    if (text.isEmpty()) {
      answer(exchange, 400, "{\"detail\":\"body: is required\"}");
    } else if (expected != null && !expected.equals("\"%d\"".formatted(versions.size()))) {
      answer(exchange, 412, "{}");
    } else {
      boolean changed = versions.isEmpty() || !versions.getLast().equals(text);
      int version = versions.size() + (changed ? 1 : 0);
      if (changed && !dryRun) {
        versions.add(text);
      }
      if (answersGetLost) {
        answersGetLost = false;
        exchange.close();
      } else {
        answer(exchange, 200, "{\"version\":%d,\"changed\":%b}".formatted(version, changed));
      }
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.sendResponseHeaders(status, body.length());
    exchange.getResponseBody().write(body.getBytes(UTF_8));
    exchange.close();
  }
}
