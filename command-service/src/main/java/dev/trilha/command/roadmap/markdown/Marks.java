package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.markdown.Mark;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.commonmark.ext.task.list.items.TaskListItemMarker;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.jspecify.annotations.Nullable;

/**
 * The marks of a document that can be right, by the line of the title they stand behind. A wrong
 * one is reported and is as if it were not there.
 */
final class Marks {
  private final NavigableMap<Integer, Mark> byLine = new TreeMap<>();
  private final Map<Integer, String> comments = new HashMap<>();
  private final Map<Integer, Node> titleBlocks = new HashMap<>();
  private final Set<NodeId> ids = new HashSet<>();
  private final Map<NodeId, Draft> drafts = new HashMap<>();
  private final Reading reading;
  private @Nullable Integer titleLine;

  /** What the outermost nodes hang on; no node itself. */
  final Draft top = new Draft(NodeKind.NOTE, "", 0);

  private Marks(Reading reading) {
    this.reading = reading;
  }

  static Marks of(MarkdownDocument document, Reading reading) {
    Marks marks = new Marks(reading);
    Node node = document.root().getFirstChild();
    while (node != null) {
      marks.look(node);
      boolean leaf = node instanceof Paragraph || node instanceof Heading;
      if (node.getFirstChild() != null && !leaf) {
        node = node.getFirstChild();
        continue;
      }
      while (node.getNext() == null && !(node.getParent() instanceof Document)) {
        node = node.getParent();
      }
      node = node.getNext();
    }
    return marks;
  }

  boolean isEmpty() {
    return byLine.isEmpty() && titleLine == null;
  }

  /** Of a heading or a paragraph. */
  @Nullable Mark on(Node title) {
    return byLine.get(MarkdownDocument.line(title));
  }

  @Nullable Mark atLine(int line) {
    return byLine.get(line);
  }

  /** The mark as written. */
  String comment(Node title) {
    return comments.getOrDefault(MarkdownDocument.line(title), "");
  }

  /** The heading or paragraph of a line that has a mark, be it the title of the document. */
  @Nullable Node titleBlock(int line) {
    return titleBlocks.get(line);
  }

  boolean isTitle(int line) {
    return titleLine != null && titleLine == line;
  }

  boolean within(Node block) {
    return within(MarkdownDocument.line(block), MarkdownDocument.lastLine(block));
  }

  boolean within(int firstLine, int lastLine) {
    Integer next = byLine.ceilingKey(firstLine);
    return next != null && next <= lastLine;
  }

  /** What a node hangs on: what its mark names, if that stands above it. */
  Draft parent(Mark mark, Draft natural, int line) {
    Mark.Place place = mark.place();
    if (place == null) {
      return natural;
    }
    Draft named = place.parent() == null ? top : drafts.get(place.parent());
    if (named == null) {
      reading.warn(line, "the mark names a parent that does not stand above it; it is ignored");
      return natural;
    }
    return named;
  }

  /** To be called of every node with a mark, so that others can hang on it. */
  void became(Mark mark, Draft draft) {
    drafts.put(mark.id(), draft);
  }

  private void look(Node node) {
    if (node instanceof HtmlBlock html && Mark.ANY.matcher(html.getLiteral().strip()).matches()) {
      reading.warn(
          MarkdownDocument.line(node), "a mark stands behind a title; this one is ignored");
    } else if (node instanceof Paragraph || node instanceof Heading) {
      for (Node part = node.getFirstChild(); part != null; part = part.getNext()) {
        if (part instanceof HtmlInline html && Mark.ANY.matcher(html.getLiteral()).matches()) {
          look(node, html.getLiteral());
        }
      }
    }
  }

  private void look(Node block, String comment) {
    int line = MarkdownDocument.line(block);
    Mark mark = Mark.parse(comment).orElse(null);
    if (comment.equals(Mark.OF_THE_ROADMAP) && block instanceof Heading && titleLine == null) {
      titleLine = line;
      titleBlocks.put(line, block);
    } else if (mark == null) {
      reading.warn(line, "a mark cannot be read; it is ignored");
    } else if (!isTitle(block)
        || isBeforeTitle(block, comment)
        || byLine.containsKey(line)
        || isTitle(line)) {
      reading.warn(line, "a mark stands behind a title; this one is ignored");
    } else if (!ids.add(mark.id())) {
      reading.warn(line, "a mark names an id that another has; it is ignored");
    } else {
      byLine.put(line, mark);
      comments.put(line, comment);
      titleBlocks.put(line, block);
    }
  }

  /** As it is written: a title may be words that only look like a box. */
  private boolean isBeforeTitle(Node block, String comment) {
    String written = reading.document.firstLine(block);
    int place = written.indexOf(comment);
    return place >= 0
        && Marked.BEFORE_TITLE.matcher(written.substring(0, place)).replaceFirst("").isBlank();
  }

  private static boolean isTitle(Node block) {
    boolean first =
        block.getPrevious() == null || block.getPrevious() instanceof TaskListItemMarker;
    return block.getParent() instanceof Document
        || (block.getParent() instanceof ListItem && first);
  }
}
