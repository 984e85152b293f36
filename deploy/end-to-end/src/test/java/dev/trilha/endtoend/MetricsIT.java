package dev.trilha.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each service's README says of its own metrics is what the service exports: names, labels and
 * units, in both directions.
 */
class MetricsIT {
  private static final Pattern DOCUMENTED =
      Pattern.compile(
          "^\\| `(trilha_\\w+)(?:\\{([\\w, ]*)})?` \\| ([^|]+) \\| .+ \\|$", Pattern.MULTILINE);
  private static final Pattern TYPE =
      Pattern.compile("^# TYPE (trilha_\\w+) (\\w+)$", Pattern.MULTILINE);
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  /** The unit that a name says. */
  private static final Pattern UNIT = Pattern.compile("_(seconds|bytes)(_total)?$");

  /**
   * @param labels without those of buckets and quantiles
   * @param unit as written
   */
  private record Metric(Set<String> labels, String unit) {}

  @BeforeAll
  static void someTeamHasNumbers() {
    new BoardLoad(RunningTrilha.caller()).play();
    await("the numbers of teams were never read")
        .atMost(Duration.ofSeconds(30))
        .until(() -> exported("query").containsKey("trilha_team_members"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"command", "query", "notification"})
  void theReadmeNamesWhatIsExported(String service) {
    assertThat(documented(service).keySet()).isEqualTo(exported(service).keySet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"command", "query", "notification"})
  void theReadmeNamesTheLabels(String service) {
    var documented = new TreeMap<String, Set<String>>();
    documented(service).forEach((name, metric) -> documented.put(name, metric.labels()));

    assertThat(documented).isEqualTo(exported(service));
  }

  @ParameterizedTest
  @ValueSource(strings = {"command", "query", "notification"})
  void aUnitIsInTheName(String service) {
    documented(service)
        .forEach((name, metric) -> {
          Matcher unit = UNIT.matcher(name);
          String said = unit.find() ? unit.group(1) : "";
          assertThat(Set.of("seconds", "bytes").contains(metric.unit()) ? metric.unit() : "")
              .as(name)
              .isEqualTo(said);
        });
  }

  private static Map<String, Metric> documented(String service) {
    var metrics = new TreeMap<String, Metric>();
    Matcher row =
        DOCUMENTED.matcher(read(Path.of("../../%s-service/README.md".formatted(service))));
    while (row.find()) {
      Set<String> labels = new TreeSet<>();
      if (row.group(2) != null) {
        labels.addAll(Set.of(row.group(2).split(", *")));
      }
      metrics.put(row.group(1), new Metric(labels, row.group(3).strip()));
    }
    assertThat(metrics).as("metrics in the README of " + service).isNotEmpty();
    return metrics;
  }

  /** Labels by name; what belongs to a timer or a summary (…_max) is no metric of its own. */
  private static Map<String, Set<String>> exported(String service) {
    String text = scrape(service);
    var types = new TreeMap<String, String>();
    Matcher type = TYPE.matcher(text);
    while (type.find()) {
      types.put(type.group(1), type.group(2));
    }
    var metrics = new TreeMap<String, Set<String>>();
    types.forEach((name, kind) -> {
      boolean part = name.endsWith("_max") && types.containsKey(name.replaceFirst("_max$", ""));
      if (!part) {
        metrics.put(name, labels(text, name));
      }
    });
    return metrics;
  }

  private static Set<String> labels(String text, String name) {
    Set<String> labels = new TreeSet<>();
    text.lines()
        .filter(line -> line.matches(Pattern.quote(name) + "(_bucket|_count|_sum)?[{ ].*"))
        .forEach(line -> {
          Matcher label = LABEL.matcher(line);
          while (label.find()) {
            labels.add(label.group(1));
          }
        });
    labels.removeAll(Set.of("le", "quantile"));
    return labels;
  }

  private static String scrape(String service) {
    try (var answer =
        URI.create(
                "http://127.0.0.1:%d/actuator/prometheus"
                    .formatted(RunningTrilha.platform().part(service).port()))
            .toURL()
            .openStream()) {
      return new String(answer.readAllBytes(), UTF_8);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }
}
