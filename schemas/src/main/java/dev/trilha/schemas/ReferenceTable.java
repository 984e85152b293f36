package dev.trilha.schemas;

import java.util.List;

/**
 * A table as its author wrote it, in plain text.
 *
 * @param header the titles of its columns, 1 to {@value #MOST_COLUMNS}
 * @param rows at most {@value #MOST_ROWS}, each with a cell for every column
 */
public record ReferenceTable(List<String> header, List<List<String>> rows) {
  public static final int MOST_COLUMNS = 50;
  public static final int MOST_ROWS = 1_000;

  public ReferenceTable {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    if (header.isEmpty() || header.size() > MOST_COLUMNS) {
      throw new InvalidValueException("a table", "has 1 to %d columns".formatted(MOST_COLUMNS));
    }
    if (rows.size() > MOST_ROWS) {
      throw new InvalidValueException("a table", "has at most %d rows".formatted(MOST_ROWS));
    }
    int columns = header.size();
    if (rows.stream().anyMatch(row -> row.size() != columns)) {
      throw new InvalidValueException("a table", "has a cell for every column in each row");
    }
  }
}
