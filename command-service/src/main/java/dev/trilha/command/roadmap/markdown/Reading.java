package dev.trilha.command.roadmap.markdown;

import dev.trilha.command.roadmap.markdown.ImportReport.Warning;
import dev.trilha.command.roadmap.markdown.RoadmapTooLargeException.Limit;
import dev.trilha.schemas.NodeKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One document being read: what was made so far, and what was not understood. */
final class Reading {
  private static final int MOST_WARNINGS = 200;

  final MarkdownDocument document;
  private final ImportLimits limits;
  private final List<Warning> warnings = new ArrayList<>();
  private int nodes;
  private int untold;
  private int checkboxes;
  private int bullets;
  private int planRows;
  private int references;

  Reading(MarkdownDocument document, ImportLimits limits) {
    this.document = document;
    this.limits = limits;
  }

  /**
   * @throws RoadmapTooLargeException when the tree has enough nodes already
   */
  Draft draft(NodeKind kind, String title, int line) {
    nodes++;
    if (nodes > limits.nodes()) {
      throw new RoadmapTooLargeException(Limit.NODES, limits.nodes(), line);
    }
    return new Draft(kind, title, line);
  }

  void warn(int line, String message) {
    if (warnings.size() < MOST_WARNINGS) {
      warnings.add(new Warning(line, message));
    } else {
      untold++;
    }
  }

  void countEntry(boolean task) {
    if (task) {
      checkboxes++;
    } else {
      bullets++;
    }
  }

  int checkboxes() {
    return checkboxes;
  }

  int bullets() {
    return bullets;
  }

  void countPlan(TableText table) {
    planRows += table.size();
  }

  int planRows() {
    return planRows;
  }

  void countReferences(int rows) {
    references += rows;
  }

  int references() {
    return references;
  }

  /** In the order of the document. */
  List<Warning> warnings() {
    List<Warning> all = new ArrayList<>(warnings);
    all.sort(Comparator.comparingInt(Warning::line));
    if (untold > 0) {
      all.add(new Warning(all.getLast().line(), "and %d more warnings".formatted(untold)));
    }
    return all;
  }
}
