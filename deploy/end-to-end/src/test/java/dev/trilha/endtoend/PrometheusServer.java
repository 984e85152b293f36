package dev.trilha.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.trilha.embedded.FreePort;
import dev.trilha.standalone.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus that scrapes the platform's services, as {@code deploy/prometheus} says but for
 * their addresses and the interval.
 */
final class PrometheusServer implements AutoCloseable {
  private static final Path CONFIGURATION = Path.of("../prometheus/prometheus.yml");
  private static final String SCRAPE_INTERVAL = "1s";
  private static final Duration TIME_TO_START = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final URI url;
  private final Process process;

  private PrometheusServer(URI url, Process process) {
    this.url = url;
    this.process = process;
  }

  /** {@code TRILHA_PROMETHEUS}, or {@code prometheus} on the path. */
  static Optional<Path> binary() {
    String told = System.getenv("TRILHA_PROMETHEUS");
    Stream<Path> candidates =
        told != null
            ? Stream.of(Path.of(told))
            : Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, "prometheus"));
    return candidates.filter(Files::isRegularFile).filter(Files::isExecutable).findFirst();
  }

  /** Returns when it has scraped each service once. */
  static PrometheusServer start(Path binary, Platform platform, Path folder) {
    try {
      Path configuration = folder.resolve("prometheus.yml");
      Files.writeString(configuration, configuration(platform));
      int port = FreePort.find();
      Process process =
          new ProcessBuilder(
                  binary.toString(),
                  "--config.file=" + configuration,
                  "--storage.tsdb.path=" + folder.resolve("data"),
                  "--web.listen-address=127.0.0.1:" + port,
                  "--log.level=warn")
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("prometheus.log").toFile())
              .start();
      var server = new PrometheusServer(URI.create("http://127.0.0.1:" + port), process);
      try {
        server.awaitScraped(3);
      } catch (RuntimeException failed) {
        server.close();
        throw failed;
      }
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static String configuration(Platform platform) throws IOException {
    String text =
        Files.readString(CONFIGURATION)
            .replaceAll("scrape_(interval|timeout): .*", "scrape_$1: " + SCRAPE_INTERVAL);
    for (String service : List.of("command", "query", "notification")) {
      text =
          text.replaceAll(
              "\"%s:\\d+\"".formatted(service),
              "\"127.0.0.1:%d\"".formatted(platform.part(service).port()));
    }
    return text;
  }

  private void awaitScraped(int services) {
    await("Prometheus never scraped every service")
        .atMost(TIME_TO_START)
        .ignoreExceptions()
        .until(() -> {
          JsonNode up = vector("sum(up)");
          return up.path(0).path("value").path(1).asString("0").equals(Integer.toString(services));
        });
  }

  /**
   * What an expression comes to now: a series each, with its labels ({@code metric}) and its value.
   */
  JsonNode vector(String expression) {
    try {
      var request =
          HttpRequest.newBuilder(url.resolve("/api/v1/query"))
              .timeout(Duration.ofSeconds(10))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString("query=" + URLEncoder.encode(expression, UTF_8)))
              .build();
      var answer = http.send(request, BodyHandlers.ofString(UTF_8));
      JsonNode json = JsonMapper.shared().readTree(answer.body());
      if (!json.path("status").asString().equals("success")) {
        throw new AssertionError("%s: %s".formatted(expression, answer.body()));
      }
      return json.path("data").path("result");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
