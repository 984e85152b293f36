package dev.trilha.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** What {@code GET /v1/events} tells, line by line, from when it is open until it is closed. */
final class LiveUpdates implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /**
   * @param address of the stream, with whom it is about
   */
  LiveUpdates(URI address) throws IOException, InterruptedException {
    HttpResponse<Stream<String>> response =
        http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofLines());
    if (response.statusCode() != 200) {
      throw new IOException("live updates answer " + response.statusCode());
    }
    Thread.ofVirtual().start(() -> response.body().forEach(lines::add));
    tells("event:ready");
  }

  /** Waits for a line that has all of these in it, whatever blanks it has. */
  void tells(String... parts) {
    await("never told: " + List.of(parts))
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            lines.stream()
                .map(line -> line.replace(" ", ""))
                .anyMatch(line -> Stream.of(parts).allMatch(line::contains)));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
