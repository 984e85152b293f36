package dev.trilha.command.roadmap.markdown;

import dev.trilha.command.roadmap.markdown.RoadmapTooLargeException.Limit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.task.list.items.TaskListItemMarker;
import org.commonmark.ext.task.list.items.TaskListItemsExtension;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** A parsed document within the limits, and what a node alone does not know of itself. */
final class MarkdownDocument {
  private static final int TAB = 4;

  /** Emphasis inside emphasis: no author goes this deep, and post-processing recurses. */
  private static final int INLINE_NESTING = 64;

  private final List<String> lines;
  private final Node root;
  private final List<ListItem> checked = new ArrayList<>();
  private final Set<Node> holdingTasks = Collections.newSetFromMap(new IdentityHashMap<>());

  private MarkdownDocument(List<String> lines, Node root) {
    this.lines = lines;
    this.root = root;
  }

  /**
   * @throws RoadmapTooLargeException when lists and quotes are nested too deep
   */
  static MarkdownDocument parse(List<String> lines, ImportLimits limits) {
    Parser parser =
        Parser.builder()
            .extensions(List.of(TablesExtension.create(), TaskListItemsExtension.create()))
            .customBlockParserFactory(new LongParagraphs())
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            // A list is two blocks per level: enough to see that the limit is passed.
            .maxOpenBlockParsers(2 * limits.depth() + 8)
            .maxInlineNesting(INLINE_NESTING)
            .build();
    MarkdownDocument document = new MarkdownDocument(lines, parser.parse(String.join("\n", lines)));
    document.look(limits);
    return document;
  }

  Node root() {
    return root;
  }

  /** Whether a list, an entry or a quote has a task-list entry in it, however deep. */
  boolean holdsTasks(Node block) {
    return holdingTasks.contains(block);
  }

  boolean holdsTasksInside(ListItem entry) {
    for (Node part = entry.getFirstChild(); part != null; part = part.getNext()) {
      if (holdsTasks(part)) {
        return true;
      }
    }
    return false;
  }

  static boolean isTask(ListItem entry) {
    return entry.getFirstChild() instanceof TaskListItemMarker;
  }

  /** In the document's order. */
  List<ListItem> checkedEntries() {
    return checked;
  }

  /** What an entry is called, whatever it is. */
  static String title(ListItem entry) {
    for (Node part = entry.getFirstChild(); part != null; part = part.getNext()) {
      if (part instanceof Paragraph || part instanceof Heading) {
        return Draft.shownTitle(Wording.of(InlineText.of(part)).title());
      }
    }
    return Draft.shownTitle("");
  }

  static boolean isChecked(ListItem entry) {
    return entry.getFirstChild() instanceof TaskListItemMarker marker && marker.isChecked();
  }

  /** From 1. */
  static int line(Node node) {
    List<SourceSpan> spans = node.getSourceSpans();
    return spans.isEmpty() ? 1 : spans.getFirst().getLineIndex() + 1;
  }

  static int lastLine(Node node) {
    List<SourceSpan> spans = node.getSourceSpans();
    return spans.isEmpty() ? line(node) : spans.getLast().getLineIndex() + 1;
  }

  /** The first line of a block as written, without what stands before the block. */
  String firstLine(Node block) {
    List<SourceSpan> spans = block.getSourceSpans();
    return spans.isEmpty()
        ? ""
        : lines.get(spans.getFirst().getLineIndex()).substring(spans.getFirst().getColumnIndex());
  }

  /** A block as written, on one line, without what stands before its lines. */
  String written(Node block) {
    StringBuilder written = new StringBuilder();
    for (SourceSpan span : block.getSourceSpans()) {
      String line = lines.get(span.getLineIndex());
      int end = Math.min(line.length(), span.getColumnIndex() + span.getLength());
      written.append(written.isEmpty() ? "" : " ").append(line, span.getColumnIndex(), end);
    }
    return written.toString().strip();
  }

  /**
   * The lines from one block to another of the same parent as written, without the parent's
   * indentation; none when one of them is not indented.
   */
  List<String> lines(Node first, Node last) {
    String indentation = " ".repeat(column(first));
    List<String> written = new ArrayList<>();
    for (String line : lines.subList(line(first) - 1, lastLine(last))) {
      if (!line.isEmpty() && !line.startsWith(indentation)) {
        return List.of();
      }
      written.add(line.isEmpty() ? line : line.substring(indentation.length()));
    }
    return written;
  }

  /** The column, from 0, at which a line of the document begins. */
  int indentation(int lineIndex) {
    String line = lines.get(lineIndex);
    int characters = 0;
    while (characters < line.length() && Character.isWhitespace(line.charAt(characters))) {
      characters++;
    }
    return column(line, characters);
  }

  /** The column, from 0, at which a block's own text begins. */
  int column(Node block) {
    List<SourceSpan> spans = block.getSourceSpans();
    if (spans.isEmpty()) {
      return 0;
    }
    SourceSpan span = spans.getFirst();
    return column(lines.get(span.getLineIndex()), span.getColumnIndex());
  }

  private static int column(String line, int characters) {
    int column = 0;
    for (int i = 0; i < characters && i < line.length(); i++) {
      column = line.charAt(i) == '\t' ? (column / TAB + 1) * TAB : column + 1;
    }
    return column;
  }

  private void look(ImportLimits limits) {
    int depth = 0;
    Node node = root.getFirstChild();
    while (node != null) {
      if (node instanceof ListItem || node instanceof BlockQuote) {
        if (depth == limits.depth()) {
          throw new RoadmapTooLargeException(Limit.DEPTH, limits.depth(), line(node));
        }
        if (node instanceof ListItem entry && isTask(entry)) {
          markAbove(entry);
          if (isChecked(entry)) {
            checked.add(entry);
          }
        }
      }
      boolean leaf = node instanceof Paragraph || node instanceof Heading;
      if (node.getFirstChild() != null && !leaf) {
        depth += isContainer(node) ? 1 : 0;
        node = node.getFirstChild();
        continue;
      }
      while (node.getNext() == null && !(node.getParent() instanceof Document)) {
        node = node.getParent();
        depth -= isContainer(node) ? 1 : 0;
      }
      node = node.getNext();
    }
  }

  private static boolean isContainer(Node node) {
    return node instanceof ListItem || node instanceof BlockQuote;
  }

  private void markAbove(ListItem task) {
    for (Node node = task; node != null && holdingTasks.add(node); node = node.getParent()) {}
  }
}
