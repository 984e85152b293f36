package dev.trilha.benchmark;

import dev.trilha.benchmark.load.Ticks;
import dev.trilha.benchmark.machine.BenchmarkFailed;
import dev.trilha.benchmark.machine.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Calls to a service one by one, outside of any load. */
final class Api {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final String origin;

  Api(Server server) {
    this.origin = "http://127.0.0.1:" + server.port();
  }

  void publishRoadmap() throws InterruptedException {
    publishRoadmap(Ticks.ROADMAP);
  }

  /** The same tree under another name. */
  void publishRoadmap(String roadmap) throws InterruptedException {
    send("PUT", "/v1/roadmaps/" + roadmap, Ticks.roadmap());
  }

  void formTeam(String team, List<String> members) throws InterruptedException {
    send("PUT", "/v1/teams/" + team, "{\"name\":\"%s\"}".formatted(team));
    for (String member : members) {
      send("PUT", "/v1/teams/%s/members/%s".formatted(team, member), "");
    }
  }

  /**
   * Asks until the answer contains the words.
   *
   * @throws BenchmarkFailed when it does not in time
   */
  void await(String path, String words) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String last = "";
    while (System.nanoTime() - deadline < 0) {
      HttpResponse<String> answer = answer("GET", path, "application/json", "");
      last = answer.body();
      if (answer.statusCode() == 200 && last.contains(words)) {
        return;
      }
      Thread.sleep(20);
    }
    throw new BenchmarkFailed("%s never said %s, but %s".formatted(path, words, last));
  }

  /** Sets the status of the items from the first up to the last, which is left out. */
  void set(String learner, int firstItem, int lastItem, String status) throws InterruptedException {
    var items = new StringBuilder();
    for (int item = firstItem; item < lastItem; item++) {
      items
          .append(items.isEmpty() ? "" : ",")
          .append("{\"itemId\":\"%s\",\"status\":\"%s\"}".formatted(Ticks.itemId(item), status));
    }
    send(
        "PATCH",
        "/v1/learners/%s/roadmaps/%s/items".formatted(learner, Ticks.ROADMAP),
        "{\"items\":[%s]}".formatted(items));
  }

  /**
   * Ticks one item.
   *
   * @return the time until the answer, in nanoseconds
   */
  long tick(String learner, int item, String status) throws InterruptedException {
    String path =
        "/v1/learners/%s/roadmaps/%s/items/%s"
            .formatted(learner, Ticks.ROADMAP, Ticks.itemId(item));
    long start = System.nanoTime();
    String answer = send("PUT", path, "{\"status\":\"%s\"}".formatted(status));
    long time = System.nanoTime() - start;
    if (!answer.contains("\"changed\":true")) {
      throw new BenchmarkFailed("%s changed nothing: %s".formatted(path, answer));
    }
    return time;
  }

  /**
   * Publishes a version of a roadmap.
   *
   * @return the time until the answer, in nanoseconds
   */
  long publish(String roadmap, String markdown) throws InterruptedException {
    long start = System.nanoTime();
    String answer = send("PUT", "/v1/roadmaps/" + roadmap, "text/markdown", markdown);
    long time = System.nanoTime() - start;
    if (!answer.contains("\"changed\":true")) {
      throw new BenchmarkFailed("a version of %s is no new one".formatted(roadmap));
    }
    return time;
  }

  /** What the relay says of itself, as JSON. */
  String relay() throws InterruptedException {
    return send("GET", "/actuator/relay", "");
  }

  /**
   * @return the body of an answer that says yes
   */
  String send(String method, String path, String body) throws InterruptedException {
    return send(method, path, "application/json", body);
  }

  private String send(String method, String path, String type, String body)
      throws InterruptedException {
    HttpResponse<String> answer = answer(method, path, type, body);
    if (answer.statusCode() / 100 != 2) {
      throw new BenchmarkFailed(
          "%s %s answers %d: %s".formatted(method, path, answer.statusCode(), answer.body()));
    }
    return answer.body();
  }

  private HttpResponse<String> answer(String method, String path, String type, String body)
      throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(origin + path))
            .timeout(PATIENCE)
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new BenchmarkFailed("%s %s: %s".formatted(method, path, e), e);
    }
  }
}
