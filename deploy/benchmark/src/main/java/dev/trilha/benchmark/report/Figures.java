package dev.trilha.benchmark.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that was measured, by name. A figure of several rounds is told by its median, with its least
 * and its greatest value beside it; a count is told as it is.
 */
public final class Figures {
  private final Map<String, List<Double>> measured = new LinkedHashMap<>();
  private final Map<String, Long> counted = new LinkedHashMap<>();

  /** Adds a round's value. */
  public void measure(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("%s is no number: %s".formatted(name, value));
    }
    measured.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  /** Adds to a count. */
  public void count(String name, long more) {
    counted.merge(name, more, Long::sum);
  }

  /** Adds the ratio of two figures in each round that both have, as another figure. */
  public void relate(String ratio, String numerator, String denominator) {
    List<Double> upper = measured.getOrDefault(numerator, List.of());
    List<Double> lower = measured.getOrDefault(denominator, List.of());
    for (int round = 0; round < Math.min(upper.size(), lower.size()); round++) {
      if (lower.get(round) > 0) {
        measure(ratio, upper.get(round) / lower.get(round));
      }
    }
  }

  /** Empty when it was not measured. */
  public Optional<Summary> summary(String name) {
    return Optional.ofNullable(measured.get(name))
        .map(values -> Summary.of(values.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  Map<String, Summary> summaries() {
    var all = new LinkedHashMap<String, Summary>();
    measured.keySet().forEach(name -> all.put(name, summary(name).orElseThrow()));
    return all;
  }

  Map<String, Long> counts() {
    return Map.copyOf(counted);
  }

  /** One flat object: a figure's median under its name, its spread under name and suffix. */
  public String toJson() {
    var flat = new LinkedHashMap<String, Number>();
    summaries()
        .forEach((name, summary) -> {
          flat.put(name, rounded(summary.median()));
          flat.put(name + "_min", rounded(summary.min()));
          flat.put(name + "_max", rounded(summary.max()));
        });
    flat.putAll(counted);
    return JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build()
            .writeValueAsString(flat)
        + "\n";
  }

  /** To what can be told apart: whole numbers from 100 on, three digits after the point below. */
  static Number rounded(double value) {
    if (Math.abs(value) >= 100) {
      return Math.round(value);
    }
    return Math.round(value * 1_000) / 1_000.0;
  }
}
