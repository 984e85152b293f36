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
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Publishes the roadmaps that come with Trilha: each once, and again when a newer Trilha brings
 * another text, unless people published a version of their own since. Theirs is kept.
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

  /**
   * What became of a roadmap.
   *
   * @param fingerprint of the newest text that was published or kept back
   * @param version that the newest published text got; null when it is not known any more, so that
   *     nothing is published over it
   */
  record Publication(String fingerprint, @Nullable Integer version) {}

  private sealed interface Outcome {
    record Published(int version) implements Outcome {}

    /** People published since. */
    record Kept() implements Outcome {}

    record Failed(String why) implements Outcome {}
  }

  private final HttpClient http;
  private final RunFolder runFolder;
  private final List<Bundled> roadmaps;

  /**
   * @param roadmaps to publish, usually {@link #bundled()}
   */
  BundledRoadmaps(HttpClient http, RunFolder runFolder, List<Bundled> roadmaps) {
    this.http = http;
    this.runFolder = runFolder;
    this.roadmaps = roadmaps;
  }

  void publish(URI baseUrl, Consumer<String> say) throws InterruptedException {
    Map<String, Publication> publications = recorded();
    for (Bundled roadmap : roadmaps) {
      String fingerprint = fingerprint(roadmap.markdown());
      Publication before = publications.get(roadmap.id());
      if (before != null && before.fingerprint().equals(fingerprint)) {
        continue;
      }
      switch (publish(baseUrl, roadmap, before)) {
        case Outcome.Published(int version) -> {
          record(publications, roadmap, new Publication(fingerprint, version));
          say.accept("published the roadmap " + roadmap.id());
        }
        case Outcome.Kept() -> {
          record(
              publications,
              roadmap,
              new Publication(fingerprint, before == null ? null : before.version()));
          say.accept("the roadmap %s is kept as people changed it".formatted(roadmap.id()));
        }
        case Outcome.Failed(String why) ->
            say.accept("the roadmap %s could not be published: %s".formatted(roadmap.id(), why));
      }
    }
  }

  private Outcome publish(URI baseUrl, Bundled roadmap, @Nullable Publication before)
      throws InterruptedException {
    if (before == null) {
      return put(baseUrl, roadmap, "", null);
    }
    if (before.version() == null) {
      return new Outcome.Kept();
    }
    Outcome outcome = put(baseUrl, roadmap, "", before.version());
    // The version may be our own: the text got through at an earlier try whose answer did not.
    return outcome instanceof Outcome.Kept ? put(baseUrl, roadmap, "?dryRun=true", null) : outcome;
  }

  /**
   * @param expected publish only over this version; null: over any
   */
  private Outcome put(URI baseUrl, Bundled roadmap, String query, @Nullable Integer expected)
      throws InterruptedException {
    var request =
        HttpRequest.newBuilder(baseUrl.resolve("/v1/roadmaps/" + roadmap.id() + query))
            .timeout(TIME_TO_PUBLISH)
            .header("Content-Type", "text/markdown")
            .PUT(HttpRequest.BodyPublishers.ofString(roadmap.markdown()));
    if (expected != null) {
      request.header("If-Match", "\"%d\"".formatted(expected));
    }
    String failure = "";
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        switch (response.statusCode()) {
          case 200 -> {
            return outcome(json.readTree(response.body()), !query.isEmpty());
          }
          case 412 -> {
            return new Outcome.Kept();
          }
          default -> failure = "%d %s".formatted(response.statusCode(), response.body());
        }
        if (response.statusCode() != 503) {
          return new Outcome.Failed(failure);
        }
      } catch (IOException | JacksonException e) {
        failure = e.toString();
      }
      Thread.sleep(Duration.ofSeconds(attempt));
    }
    return new Outcome.Failed(failure);
  }

  private static Outcome outcome(JsonNode answer, boolean dryRun) {
    if (!answer.path("version").isInt()) {
      return new Outcome.Failed("the answer names no version");
    }
    return dryRun && answer.path("changed").asBoolean(true)
        ? new Outcome.Kept()
        : new Outcome.Published(answer.path("version").asInt());
  }

  private void record(
      Map<String, Publication> publications, Bundled roadmap, Publication publication) {
    publications.put(roadmap.id(), publication);
    runFolder.write(RECORD, json.writeValueAsString(publications));
  }

  /** What an earlier launcher wrote; a roadmap whose version it did not write down has none. */
  private Map<String, Publication> recorded() {
    var publications = new TreeMap<String, Publication>();
    runFolder
        .read(RECORD)
        .map(json::readTree)
        .ifPresent(
            record -> record.forEachEntry((id, entry) -> publications.put(id, publication(entry))));
    return publications;
  }

  private static Publication publication(JsonNode entry) {
    JsonNode version = entry.path("version");
    return new Publication(
        entry.isString() ? entry.asString() : entry.path("fingerprint").asString(""),
        version.isInt() ? version.asInt() : null);
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
