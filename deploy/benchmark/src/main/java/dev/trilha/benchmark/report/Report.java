package dev.trilha.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The files that a run leaves, and the table that it prints. */
public final class Report {
  /** Rates that are shown side by side, with what they are. */
  private static final Map<String, String> RATES = rates();

  private final Figures figures;
  private final Map<String, String> surroundings;
  private final List<String> checks;

  /**
   * @param surroundings name to value
   * @param checks a line per store, of what was found in it
   */
  public Report(Figures figures, Map<String, String> surroundings, List<String> checks) {
    this.figures = figures;
    this.surroundings = surroundings;
    this.checks = checks;
  }

  private static Map<String, String> rates() {
    var rates = new LinkedHashMap<String, String>();
    rates.put("guides_ticks_per_s", "Boot + Axon + JPA, as guided");
    rates.put("stock_ticks_per_s", "stock Axon JDBC engine");
    rates.put("ticks_per_s", "single ticks");
    rates.put("batch_ticks_per_s", "ticks in batches of 100");
    rates.put("road_ticks_per_s", "whole road, projected");
    rates.put("rebuild_events_per_s", "events projected again");
    rates.put("row_by_row_events_per_s", "events, an upsert per row");
    rates.put("pgbench_commits_per_s", "single-row commits");
    rates.put("pgbench_batch_rows_per_s", "rows of 100-row commits");
    rates.put("empty_requests_per_s", "empty handler");
    rates.put("relay_catch_up_events_per_s", "a backlog relayed");
    rates.put("relay_from_log_events_per_s", "the same, from the log alone");
    rates.put("relay_from_table_events_per_s", "the store relayed from its table");
    rates.put("outbox_event_table_batch_rows_per_s", "event table as outbox");
    rates.put("outbox_outbox_table_batch_rows_per_s", "row in an outbox table");
    rates.put("outbox_message_batch_rows_per_s", "message in the log");
    return rates;
  }

  /** Writes {@code report.json}, {@code report.md} and {@code report.svg}. */
  public void write(Path folder) throws IOException {
    Files.writeString(folder.resolve("report.json"), figures.toJson());
    Files.writeString(folder.resolve("report.svg"), chart());
    Files.writeString(folder.resolve("report.md"), markdown());
  }

  private String chart() {
    var bars = new LinkedHashMap<String, Summary>();
    RATES.forEach(
        (name, label) -> figures.summary(name).ifPresent(value -> bars.put(label, value)));
    return Chart.svg("per second, median of the rounds with min and max", bars);
  }

  /** The goals and the rates, for a terminal. */
  public String table() {
    var table = new StringBuilder();
    table.append(
        String.format(Locale.ROOT, "%-58s %10s %10s %10s%n", "per second", "min", "median", "max"));
    RATES.forEach((name, label) ->
        figures
            .summary(name)
            .ifPresent(value -> table.append(row("%s (%s)".formatted(label, name), value, ""))));
    table.append(
        String.format(
            Locale.ROOT,
            "%n%-58s %10s %10s %10s  %s%n",
            "goal",
            "min",
            "median",
            "max",
            "least / aim"));
    for (Goal goal : Goal.ALL) {
      figures
          .summary(goal.figure())
          .ifPresent(value ->
              table.append(
                  row(
                      goal.what(),
                      value,
                      "  %s / %s: %s"
                          .formatted(
                              number(goal.least()),
                              number(goal.aim()),
                              goal.verdict(value.median())))));
    }
    table.append(String.format("%n"));
    checks.forEach(line -> table.append(line).append(String.format("%n")));
    return table.toString();
  }

  private static String row(String label, Summary value, String more) {
    return String.format(
        Locale.ROOT,
        "%-58s %10s %10s %10s%s%n",
        label,
        number(value.min()),
        number(value.median()),
        number(value.max()),
        more);
  }

  private String markdown() {
    var text = new StringBuilder("# What a tick costs\n\n");
    surroundings.forEach((name, value) -> text.append("- %s: %s\n".formatted(name, value)));
    text.append(
        "\nRatios are of figures of the same round, on cores shared with the load generator.\n\n"
            + "| goal | min | median | max | at least | aim | |\n|---|--:|--:|--:|--:|--:|---|\n");
    for (Goal goal : Goal.ALL) {
      figures
          .summary(goal.figure())
          .ifPresent(value ->
              text.append(
                  "| %s (`%s`) | %s | %s | %s | %s | %s | %s |\n"
                      .formatted(
                          goal.what(),
                          goal.figure(),
                          number(value.min()),
                          number(value.median()),
                          number(value.max()),
                          number(goal.least()),
                          number(goal.aim()),
                          goal.verdict(value.median()))));
    }
    text.append("\n![rates](report.svg)\n\n## Every ticked item\n\n");
    checks.forEach(line -> text.append("- ").append(line).append('\n'));
    text.append("\n## All figures\n\n| figure | min | median | max |\n|---|--:|--:|--:|\n");
    figures
        .summaries()
        .forEach((name, value) ->
            text.append(
                "| `%s` | %s | %s | %s |\n"
                    .formatted(
                        name, number(value.min()), number(value.median()), number(value.max()))));
    new java.util.TreeMap<>(figures.counts())
        .forEach(
            (name, value) -> text.append("| `%s` | | %s | |\n".formatted(name, number(value))));
    return text.toString();
  }

  static String number(double value) {
    Number rounded = Figures.rounded(value);
    return rounded instanceof Long whole
        ? String.format(Locale.ROOT, "%,d", whole).replace(',', ' ')
        : rounded.toString().replaceFirst("\\.0$", "");
  }
}
