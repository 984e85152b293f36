package dev.trilha.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a service over HTTP. */
public final class Client {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final int port;

  public Client(int port) {
    this.port = port;
  }

  public record Answer(int status, String text, HttpResponse<String> response) {
    public JsonNode json() {
      return JSON.readTree(text);
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }

  /**
   * @param headers names and values in turn
   */
  public Answer get(String path, String... headers) {
    return send("GET", path, headers);
  }

  public Answer send(String method, String path, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .timeout(Duration.ofSeconds(40));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the address answers so; the newest answer is shown when it never does. */
  public JsonNode eventually(String path, Consumer<JsonNode> expectation) {
    var last = new JsonNode[1];
    await()
        .alias("never as expected: " + path)
        .atMost(TEN_SECONDS)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> {
          Answer answer = get(path);
          assertThat(answer.status()).as(answer.text()).isEqualTo(200);
          last[0] = answer.json();
          expectation.accept(last[0]);
        });
    return last[0];
  }

  /** Waits until the projection has come to this version of the enrollment. */
  public JsonNode progressAt(String learner, String roadmap, long version) {
    return eventually(
        "/v1/learners/%s/roadmaps/%s".formatted(learner, roadmap),
        progress -> assertThat(progress.path("version").asLong()).isGreaterThanOrEqualTo(version));
  }
}
