package dev.trilha.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A dashboard as it lies in {@code deploy/grafana/dashboards}.
 *
 * @param name of the file, without its ending
 */
record Board(String name, JsonNode model) {
  static final Path FOLDER = Path.of("../grafana");

  enum Language {
    PROMQL,
    SQL
  }

  /**
   * A question that the board asks: a target of a panel, or the query of a variable.
   *
   * @param panel its title, or the name of the variable
   */
  record Query(String board, String panel, String refId, Language language, String text) {
    @Override
    public String toString() {
      return "%s / %s / %s".formatted(board, panel, refId);
    }
  }

  static List<Board> all() {
    try (Stream<Path> files = Files.list(FOLDER.resolve("dashboards"))) {
      return files.sorted().map(Board::read).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Board read(Path file) {
    try {
      return new Board(
          file.getFileName().toString().replaceFirst("\\.json$", ""),
          JsonMapper.shared().readTree(Files.readString(file)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Without the rows that only group them. */
  List<JsonNode> panels() {
    return model
        .path("panels")
        .valueStream()
        .filter(panel -> !panel.path("type").asString().equals("row"))
        .toList();
  }

  List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (JsonNode variable : model.path("templating").path("list")) {
      if (variable.path("type").asString().equals("query")) {
        queries.add(
            new Query(
                name,
                variable.path("name").asString(),
                "variable",
                Language.SQL,
                variable.path("query").asString()));
      }
    }
    for (JsonNode panel : panels()) {
      for (JsonNode target : panel.path("targets")) {
        boolean promql = target.has("expr");
        queries.add(
            new Query(
                name,
                panel.path("title").asString(),
                target.path("refId").asString(),
                promql ? Language.PROMQL : Language.SQL,
                target.path(promql ? "expr" : "rawSql").asString()));
      }
    }
    return queries;
  }

  @Override
  public String toString() {
    return name;
  }
}
