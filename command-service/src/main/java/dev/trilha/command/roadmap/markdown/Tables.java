package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.ReferenceTable;
import dev.trilha.schemas.Weeks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.jspecify.annotations.Nullable;

/** Reads tables: rows of weeks into a plan, everything else as it is. */
final class Tables {
  private static final String WEEK = "(?:(?:semanas?|weeks?|sem|wk|[sw])\\b?[.:#]? ?)?";
  private static final Pattern WEEKS =
      Pattern.compile(
          WEEK + "(\\d{1,4})(?: ?(?:-|–|—|\\ba\\b|ate|to|e|and|&) ?" + WEEK + "(\\d{1,4}))?");

  /** The row of titles and the line of dashes below it. */
  private static final int LINES_OF_HEADER = 2;

  private final Reading reading;

  Tables(Reading reading) {
    this.reading = reading;
  }

  /**
   * Adds a table to what it stands in, as a node of its own.
   *
   * @param title what it is called
   * @param target a section or a group
   */
  void read(TableBlock table, String title, Draft target) {
    TableText text = TableText.of(table);
    int line = MarkdownDocument.line(table);
    if (text.countsWeeks()) {
      Draft plan = reading.draft(NodeKind.PLAN, title, line);
      readPlan(table, plan);
      target.children.add(plan);
      return;
    }
    target.children.add(reference(text, title, line));
  }

  private Draft reference(TableText text, String title, int line) {
    List<List<String>> rows = text.rows();
    int columns = rows.getFirst().size();
    boolean fits =
        columns >= 1
            && columns <= ReferenceTable.MOST_COLUMNS
            && text.size() <= ReferenceTable.MOST_ROWS;
    Draft draft = reading.draft(fits ? NodeKind.REFERENCE_TABLE : NodeKind.NOTE, title, line);
    if (fits) {
      List<List<String>> clean = rows.stream().map(Tables::clean).toList();
      draft.table = new ReferenceTable(clean.getFirst(), clean.subList(1, clean.size()));
    } else {
      reading.warn(
          line,
          "a table has no columns, or more than %d, or more than %d rows; it is kept as text"
              .formatted(ReferenceTable.MOST_COLUMNS, ReferenceTable.MOST_ROWS));
      draft.say(text.toString());
    }
    return draft;
  }

  private static List<String> clean(List<String> cells) {
    return cells.stream().map(Draft::clean).toList();
  }

  /** Adds the rows of a table of weeks to a plan. */
  void readPlan(TableBlock table, Draft plan) {
    TableText text = TableText.of(table);
    List<String> header = text.rows().getFirst();
    Columns columns = Columns.of(header);
    List<List<String>> kept = new ArrayList<>(List.of(header));
    for (int i = 1; i < text.rows().size(); i++) {
      List<String> cells = text.rows().get(i);
      int line = MarkdownDocument.line(table) + LINES_OF_HEADER + i - 1;
      Weeks weeks = Vocabulary.countsInWeeks(header.getFirst()) ? weeks(cells.getFirst()) : null;
      if (weeks == null) {
        reading.warn(line, "a row of the plan does not say which weeks it is; it is kept as text");
        kept.add(cells);
      } else {
        plan.children.add(row(weeks, header, cells, columns, line));
      }
    }
    if (kept.size() > 1) {
      plan.say(new TableText(kept).toString());
    }
  }

  private Draft row(
      Weeks weeks, List<String> header, List<String> cells, Columns columns, int line) {
    String focus = columns.focus() < 0 ? "" : cells.get(columns.focus());
    Draft row = reading.draft(NodeKind.PLAN_ROW, focus.isBlank() ? cells.getFirst() : focus, line);
    row.weeks = weeks;
    List<String> said = new ArrayList<>();
    for (int column = 1; column < cells.size(); column++) {
      String cell = cells.get(column);
      if (column != columns.focus() && !cell.isBlank()) {
        said.add(
            column == columns.deliverable() || header.get(column).isBlank()
                ? cell
                : header.get(column) + ": " + cell);
      }
    }
    row.say(String.join("\n", said));
    return row;
  }

  /**
   * {@code 3}, {@code 1-4}, {@code Semanas 1 a 4}, {@code W1–W4}.
   *
   * @return nothing when it says something else
   */
  static @Nullable Weeks weeks(String cell) {
    Matcher weeks = WEEKS.matcher(Folding.fold(cell));
    if (!weeks.matches()) {
      return null;
    }
    int from = Integer.parseInt(weeks.group(1));
    int to = weeks.group(2) == null ? from : Integer.parseInt(weeks.group(2));
    return from >= 1 && from <= to && to <= Weeks.LAST ? new Weeks(from, to) : null;
  }

  /**
   * Which column is what.
   *
   * @param focus the one that says so, else the first after the weeks; -1 when there is none
   * @param deliverable -1 when no column says that it is
   */
  private record Columns(int focus, int deliverable) {
    static Columns of(List<String> header) {
      int deliverable = find(header, Vocabulary::namesDeliverable);
      int focus = find(header, Vocabulary::namesFocus);
      for (int column = 1; focus < 0 && column < header.size(); column++) {
        focus = column == deliverable ? -1 : column;
      }
      return new Columns(focus, deliverable);
    }

    private static int find(List<String> header, Predicate<String> names) {
      for (int column = 1; column < header.size(); column++) {
        if (names.test(header.get(column))) {
          return column;
        }
      }
      return -1;
    }
  }
}
