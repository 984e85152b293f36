package dev.trilha.command.roadmap.markdown;

import dev.trilha.command.roadmap.markdown.ImportReport.Warning;
import dev.trilha.command.roadmap.markdown.RoadmapTooLargeException.Limit;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;

/** One document being read: what was made so far, and what was not understood. */
final class Reading {
  private static final int MOST_WARNINGS = 200;
  private static final Pattern HTML_ENTRY = Pattern.compile("(?i)<(?:li|input)[\\s/>]");

  final MarkdownDocument document;
  final Marks marks;
  private final ImportLimits limits;
  private final List<Warning> warnings = new ArrayList<>();
  private int nodes;
  private int untold;
  private int checkboxes;
  private int bullets;

  Reading(MarkdownDocument document, ImportLimits limits) {
    this.document = document;
    this.limits = limits;
    this.marks = Marks.of(document, this);
  }

  /**
   * @throws RoadmapTooLargeException when the tree has enough nodes already
   */
  Draft draft(NodeKind kind, String title, int line) {
    countNode(line);
    return new Draft(kind, title, line);
  }

  /**
   * @throws RoadmapTooLargeException when the tree has enough nodes already
   */
  Draft known(NodeId id, NodeKind kind, String title, int line) {
    countNode(line);
    return Draft.known(id, kind, title, line);
  }

  private void countNode(int line) {
    nodes++;
    if (nodes > limits.nodes()) {
      throw new RoadmapTooLargeException(Limit.NODES, limits.nodes(), line);
    }
  }

  void warn(int line, String message) {
    if (warnings.size() < MOST_WARNINGS) {
      warnings.add(new Warning(line, message));
    } else {
      untold++;
    }
  }

  /** Reports the entries of a block of HTML: it is text, and so they count for nothing. */
  void lookForEntries(Node block) {
    if (!(block instanceof HtmlBlock html)) {
      return;
    }
    if (html.getLiteral().contains("- [")) {
      warn(
          MarkdownDocument.line(html),
          "entries right below HTML belong to it and are kept as text; leave a line empty before"
              + " them");
    } else if (HTML_ENTRY.matcher(html.getLiteral()).find()) {
      warn(MarkdownDocument.line(html), "a list in HTML is kept as text");
    }
  }

  /** Counts the entries of a list, nested ones too. */
  void countEntries(Node parent) {
    for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
      if (child instanceof ListItem entry) {
        checkboxes += MarkdownDocument.isTask(entry) ? 1 : 0;
        bullets += MarkdownDocument.isTask(entry) ? 0 : 1;
      }
      if (child instanceof ListItem || child instanceof ListBlock || child instanceof BlockQuote) {
        countEntries(child);
      }
    }
  }

  int checkboxes() {
    return checkboxes;
  }

  int bullets() {
    return bullets;
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
