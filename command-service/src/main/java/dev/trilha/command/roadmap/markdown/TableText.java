package dev.trilha.command.roadmap.markdown;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.Node;

/**
 * A table, kept as text that is a table again when read as Markdown: a line per row, {@code | a | b
 * |}, the titles and a line of dashes first.
 *
 * @param rows the row of titles first; cells are plain text
 */
record TableText(List<List<String>> rows) {
  static TableText of(TableBlock table) {
    List<List<String>> rows = new ArrayList<>();
    for (Node part = table.getFirstChild(); part != null; part = part.getNext()) {
      for (Node row = part.getFirstChild(); row != null; row = row.getNext()) {
        if (row instanceof TableRow) {
          rows.add(cells(row));
        }
      }
    }
    return new TableText(rows);
  }

  /** Whether it sets something against weeks, months or sprints: whether it is a plan. */
  boolean countsWeeks() {
    return rows.size() > 1
        && !rows.getFirst().isEmpty()
        && Vocabulary.namesWeeks(rows.getFirst().getFirst());
  }

  int size() {
    return Math.max(0, rows.size() - 1);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      append(text, rows.get(i));
      if (i == 0) {
        append(text, rows.getFirst().stream().map(title -> "---").toList());
      }
    }
    return text.toString().stripTrailing();
  }

  private static void append(StringBuilder text, List<String> cells) {
    text.append('|');
    cells.forEach(cell -> text.append(' ').append(cell.replace("|", "\\|")).append(" |"));
    text.append('\n');
  }

  private static List<String> cells(Node row) {
    List<String> cells = new ArrayList<>();
    for (Node cell = row.getFirstChild(); cell != null; cell = cell.getNext()) {
      cells.add(InlineText.of(cell).whole());
    }
    return cells;
  }
}
