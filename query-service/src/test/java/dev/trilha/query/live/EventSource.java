package dev.trilha.query.live;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads server-sent events as they come, until it is closed. */
final class EventSource implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final HttpResponse<InputStream> response;
  private final AtomicInteger heartbeats = new AtomicInteger();

  record Event(long id, String kind, String data) {
    JsonNode json() {
      return JSON.readTree(data);
    }
  }

  /**
   * @param headers names and values in turn
   */
  EventSource(int port, String query, String... headers) {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/v1/events?%s".formatted(port, query)))
            .header("Accept", "text/event-stream");
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    Thread.startVirtualThread(this::read);
  }

  private void read() {
    long id = -1;
    String kind = "";
    String data = "";
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) {
          id = Long.parseLong(line.substring(4));
        } else if (line.startsWith("event: ")) {
          kind = line.substring(7);
        } else if (line.startsWith("data: ")) {
          data = line.substring(6);
        } else if (line.startsWith(":")) {
          heartbeats.incrementAndGet();
        } else if (line.isEmpty() && !kind.isEmpty()) {
          events.add(new Event(id, kind, data));
          kind = "";
        }
      }
    } catch (IOException closed) {
      // The end, as wanted.
    }
  }

  HttpResponse<InputStream> response() {
    return response;
  }

  int heartbeats() {
    return heartbeats.get();
  }

  List<Event> events() {
    return events;
  }

  Stream<Event> of(String kind) {
    return events.stream().filter(event -> event.kind().equals(kind));
  }

  /** Waits until so many events of the kind have come. */
  List<Event> awaits(String kind, int count) {
    await()
        .alias("not %d of %s".formatted(count, kind))
        .atMost(TEN_SECONDS)
        .until(() -> of(kind).count() >= count);
    return of(kind).toList();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
