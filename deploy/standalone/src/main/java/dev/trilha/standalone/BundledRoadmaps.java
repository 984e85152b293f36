package dev.trilha.standalone;

import dev.trilha.standalone.part.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes the roadmaps that come with Trilha: each once, and again when a newer Trilha brings
 * another text, but not over what people published since.
 */
final class BundledRoadmaps {
  private static final String FOLDER = "roadmaps";
  private static final String RECORD = "published-roadmaps.json";
  private static final Duration TIME_TO_PUBLISH = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 3;
  private static final JsonMapper json = JsonMapper.shared();

  /**
   * @param id the file's name without its ending, which becomes the roadmap's id
   */
  record Bundled(String id, String markdown) {}

  private final HttpClient http;
  private final RunFolder runFolder;

  BundledRoadmaps(HttpClient http, RunFolder runFolder) {
    this.http = http;
    this.runFolder = runFolder;
  }

  void publish(URI baseUrl, Consumer<String> say) throws InterruptedException {
    Map<String, String> published = new TreeMap<>(recorded());
    for (Bundled roadmap : bundled()) {
      String fingerprint = fingerprint(roadmap.markdown());
      if (fingerprint.equals(published.get(roadmap.id()))) {
        continue;
      }
      String failure = put(baseUrl, roadmap);
      if (failure.isEmpty()) {
        published.put(roadmap.id(), fingerprint);
        runFolder.write(RECORD, json.writeValueAsString(published));
        say.accept("published the roadmap " + roadmap.id());
      } else {
        say.accept("the roadmap %s could not be published: %s".formatted(roadmap.id(), failure));
      }
    }
  }

  /** Empty when it worked. */
  private String put(URI baseUrl, Bundled roadmap) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(baseUrl.resolve("/v1/roadmaps/" + roadmap.id()))
            .timeout(TIME_TO_PUBLISH)
            .header("Content-Type", "text/markdown")
            .PUT(HttpRequest.BodyPublishers.ofString(roadmap.markdown()))
            .build();
    String failure = "";
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 == 2) {
          return "";
        }
        failure = "%d %s".formatted(response.statusCode(), response.body());
        if (response.statusCode() != 503) {
          return failure;
        }
      } catch (IOException e) {
        failure = e.toString();
      }
      Thread.sleep(Duration.ofSeconds(attempt));
    }
    return failure;
  }

  private Map<String, String> recorded() {
    return runFolder
        .read(RECORD)
        .map(content -> json.readValue(content, new TypeReference<Map<String, String>>() {}))
        .orElse(Map.of());
  }

  /**
   * The Markdown files of the folder {@code roadmaps} on the classpath beside this class; none when
   * there is no such folder.
   */
  static List<Bundled> bundled() {
    try {
      Path place =
          Path.of(
              BundledRoadmaps.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(place)) {
        return markdownIn(place.resolve(FOLDER));
      }
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        return markdownIn(jar.getPath(FOLDER));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the bundled roadmaps cannot be read", e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Bundled> markdownIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      var roadmaps = new ArrayList<Bundled>();
      for (Path file : files.filter(file -> file.toString().endsWith(".md")).sorted().toList()) {
        String name = file.getFileName().toString();
        roadmaps.add(
            new Bundled(name.substring(0, name.length() - ".md".length()), Files.readString(file)));
      }
      return roadmaps;
    }
  }

  private static String fingerprint(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
