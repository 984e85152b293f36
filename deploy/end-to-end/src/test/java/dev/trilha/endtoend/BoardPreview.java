package dev.trilha.endtoend;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A board drawn with letters: where each panel is, and what it is called. */
final class BoardPreview {
  private static final int COLUMNS = 24;
  private static final int LETTERS_A_COLUMN = 6;
  private static final int WIDTH = COLUMNS * LETTERS_A_COLUMN + 1;

  private final NavigableMap<Integer, Integer> lines;
  private final char[][] canvas;

  private BoardPreview(NavigableMap<Integer, Integer> lines) {
    this.lines = lines;
    canvas = new char[lines.lastEntry().getValue() + 1][WIDTH];
    for (char[] line : canvas) {
      Arrays.fill(line, ' ');
    }
  }

  static String of(Board board) {
    List<JsonNode> panels = board.model().path("panels").valueStream().toList();
    var preview = new BoardPreview(lines(panels));
    panels.forEach(preview::draw);
    return board.model().path("title").asString()
        + "\n"
        + Arrays.stream(preview.canvas)
            .map(line -> new String(line).stripTrailing())
            .collect(Collectors.joining("\n"))
        + "\n";
  }

  /** The line of each edge of a panel. A row gets two, everything else four, however high it is. */
  private static NavigableMap<Integer, Integer> lines(List<JsonNode> panels) {
    var edges = new TreeSet<Integer>();
    for (JsonNode panel : panels) {
      edges.add(number(panel, "y"));
      edges.add(number(panel, "y") + number(panel, "h"));
    }
    var lines = new TreeMap<Integer, Integer>();
    int line = 0;
    for (int edge : edges) {
      if (!lines.isEmpty()) {
        line += edge - lines.lastKey() == 1 ? 2 : 4;
      }
      lines.put(edge, line);
    }
    return lines;
  }

  private int line(int y) {
    return requireNonNull(lines.get(y));
  }

  private void draw(JsonNode panel) {
    int top = line(number(panel, "y"));
    int left = number(panel, "x") * LETTERS_A_COLUMN;
    int right = left + number(panel, "w") * LETTERS_A_COLUMN;
    String title = panel.path("title").asString();
    if (panel.path("type").asString().equals("row")) {
      write(top + 1, left, right, "▾ " + title);
      return;
    }
    int bottom = line(number(panel, "y") + number(panel, "h"));
    for (int x = left; x <= right; x++) {
      canvas[top][x] = '-';
      canvas[bottom][x] = '-';
    }
    for (int y = top; y <= bottom; y++) {
      boolean corner = y == top || y == bottom;
      canvas[y][left] = corner ? '+' : '|';
      canvas[y][right] = corner ? '+' : '|';
    }
    write(top, left + 2, right, " " + title + " ");
    String unit = panel.path("fieldConfig").path("defaults").path("unit").asString();
    write(top + 1, left + 2, right, panel.path("type").asString() + ", " + unit);
  }

  private void write(int y, int from, int to, String text) {
    for (int i = 0; i < text.length() && from + i < to; i++) {
      canvas[y][from + i] = text.charAt(i);
    }
  }

  private static int number(JsonNode panel, String field) {
    return panel.path("gridPos").path(field).asInt();
  }
}
