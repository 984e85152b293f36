package dev.trilha.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A REST client as people write them: it repeats a call that got no answer, or was told to come
 * again.
 */
final class Caller {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI base;

  Caller(URI base) {
    this.base = base;
  }

  JsonNode get(String path) {
    return success("GET", path, null, null);
  }

  LiveUpdates live(String query) throws IOException, InterruptedException {
    return new LiveUpdates(base.resolve("/v1/events?" + query));
  }

  JsonNode put(String path) {
    return success("PUT", path, null, null);
  }

  JsonNode put(String path, String json) {
    return success("PUT", path, "application/json", json);
  }

  JsonNode publish(String roadmap, String markdown) {
    return success("PUT", "/v1/roadmaps/" + roadmap, "text/markdown", markdown);
  }

  JsonNode delete(String path) {
    return success("DELETE", path, null, null);
  }

  /**
   * What is answered at once, whether it is good or bad.
   *
   * @param json empty for nothing
   */
  HttpResponse<String> once(String method, String path, String json) throws IOException {
    return json.isEmpty()
        ? send(method, path, null, null)
        : send(method, path, "application/json", json);
  }

  private JsonNode success(
      String method, String path, @Nullable String contentType, @Nullable String body) {
    Instant end = Instant.now().plus(PATIENCE);
    String last = "no answer";
    while (Instant.now().isBefore(end)) {
      try {
        HttpResponse<String> response = send(method, path, contentType, body);
        last = response.statusCode() + " " + response.body();
        if (response.statusCode() / 100 == 2) {
          return JsonMapper.shared().readTree(response.body());
        }
        if (response.statusCode() < 500) {
          break;
        }
        pause();
      } catch (IOException unknownOutcome) {
        last = unknownOutcome.toString();
        pause();
      }
    }
    throw new AssertionError("%s %s never succeeded: %s".formatted(method, path, last));
  }

  private HttpResponse<String> send(
      String method, String path, @Nullable String contentType, @Nullable String body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(ANSWER)
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body, UTF_8));
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString(UTF_8));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  private static void pause() {
    java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
  }
}
