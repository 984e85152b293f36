package dev.trilha.schemas.markdown;

import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.markdown.Mark.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a roadmap's tree as Markdown that people like to read and that gives the same tree, ids
 * included, when it is imported.
 *
 * <p>Sections are headings, items are entries of lists, those that are ticked have a box; a label
 * such as a group's is a paragraph in bold. Behind every title stands a {@link Mark}. A node hangs
 * on what is open where its line stands: a heading on the heading of the next higher level before
 * it, an entry on the entry around it, an outermost entry on the group or the heading before it,
 * and on the heading again after a thematic break; anything else on the heading before it. Where
 * that is not so, the mark names the parent. The text of a node follows its title ({@link
 * TextLines}).
 */
public final class RoadmapMarkdown {
  /** In the front matter: says that marks follow. */
  public static final String FORMAT = "1 ✓";

  /**
   * Its value has a sign beyond ASCII, so that it is the same only as long as nobody has damaged
   * the document's encoding.
   */
  public static final String FORMAT_KEY = "trilha";

  private static final int DEEPEST_HEADING = 6;
  private static final Set<NodeKind> SECTIONS =
      EnumSet.of(NodeKind.TIER, NodeKind.TOPIC, NodeKind.SUBTOPIC, NodeKind.SELF_ASSESSMENT);
  private static final Set<NodeKind> ALWAYS_ENTRIES =
      EnumSet.of(NodeKind.ITEM, NodeKind.RESOURCE, NodeKind.CHALLENGE);

  private record Heading(int level, NodeId id) {}

  private final Map<NodeId, ItemState> states;
  private final StringBuilder out = new StringBuilder();
  private final Deque<Heading> headings = new ArrayDeque<>();
  private final Deque<NodeId> entries = new ArrayDeque<>();

  /** What an outermost entry hangs on. */
  private @Nullable NodeId listOwner;

  private RoadmapMarkdown(Map<NodeId, ItemState> states) {
    this.states = states;
  }

  /**
   * @param states what a learner did; empty for the roadmap alone
   */
  public static String write(
      String title, String language, List<RoadmapNode> children, Map<NodeId, ItemState> states) {
    RoadmapMarkdown document = new RoadmapMarkdown(states);
    document.frontMatter(title, language);
    document.line("# " + new TitleLine(title, null, false).markdown() + " " + Mark.OF_THE_ROADMAP);
    children.forEach(child -> document.node(child, null, 1));
    return document.out.toString();
  }

  private void frontMatter(String title, String language) {
    line("---");
    line("title: " + Escaping.quote(title));
    line("language: " + Escaping.quote(language));
    line("%s: \"%s\"".formatted(FORMAT_KEY, FORMAT));
    line("---");
    line("");
  }

  private void node(RoadmapNode node, @Nullable RoadmapNode parent, int depth) {
    if (isHeading(node, parent)) {
      heading(node, parent, depth);
    } else if (isEntry(node, parent)) {
      entry(node, parent);
    } else {
      label(node, parent);
    }
    node.children().forEach(child -> node(child, node, depth + 1));
  }

  private boolean isHeading(RoadmapNode node, @Nullable RoadmapNode parent) {
    boolean mayBe = !ALWAYS_ENTRIES.contains(node.kind());
    boolean belowReading =
        parent != null && hasHeading(parent.id()) && !SECTIONS.contains(parent.kind());
    return SECTIONS.contains(node.kind())
        || (node.kind() != NodeKind.ITEM && parent == null)
        || (mayBe && belowReading);
  }

  private boolean isEntry(RoadmapNode node, @Nullable RoadmapNode parent) {
    return ALWAYS_ENTRIES.contains(node.kind())
        || (parent != null
            && (entries.contains(parent.id())
                || (parent.id().equals(listOwner) && !isOpen(parent.id()))));
  }

  private boolean hasHeading(NodeId node) {
    return headings.stream().anyMatch(heading -> heading.id().equals(node));
  }

  /** Whether the node is the heading above all that comes now. */
  private boolean isOpen(NodeId node) {
    return node.equals(above());
  }

  private @Nullable NodeId above() {
    return headings.isEmpty() ? null : headings.element().id();
  }

  private void heading(RoadmapNode node, @Nullable RoadmapNode parent, int depth) {
    int level = Math.min(depth + 1, DEEPEST_HEADING);
    while (!headings.isEmpty() && headings.element().level() >= level) {
      headings.pop();
    }
    Mark mark = Mark.of(node, place(parent, above()), null);
    headings.push(new Heading(level, node.id()));
    entries.clear();
    listOwner = node.id();
    emptyLine();
    line("#".repeat(level) + " " + title(node, false) + " " + mark.markdown());
    text(node, "");
  }

  private void label(RoadmapNode node, @Nullable RoadmapNode parent) {
    Mark mark = Mark.of(node, place(parent, above()), null);
    entries.clear();
    if (node.kind() == NodeKind.GROUP) {
      listOwner = node.id();
    }
    emptyLine();
    line(title(node, true) + " " + mark.markdown());
    text(node, "");
  }

  private void entry(RoadmapNode node, @Nullable RoadmapNode parent) {
    if (parent != null && entries.contains(parent.id())) {
      while (!entries.element().equals(parent.id())) {
        entries.pop();
      }
    } else {
      beginOutermost(parent);
    }
    ItemState state = states.getOrDefault(node.id(), ItemState.TODO);
    boolean told = node.leaf() && state != ItemState.TODO && state != ItemState.DONE;
    Mark mark =
        Mark.of(
            node,
            place(parent, entries.isEmpty() ? listOwner : entries.element()),
            told ? state : null);
    String indentation = "  ".repeat(entries.size());
    String box = !node.leaf() ? "" : state == ItemState.DONE ? "[x] " : "[ ] ";
    boolean strong = !ALWAYS_ENTRIES.contains(node.kind());
    line(indentation + "- " + box + title(node, strong) + " " + mark.markdown());
    entries.push(node.id());
    text(node, indentation + "  ");
  }

  private void beginOutermost(@Nullable RoadmapNode parent) {
    boolean goesOn = !entries.isEmpty();
    entries.clear();
    if (parent != null && isOpen(parent.id()) && !parent.id().equals(listOwner)) {
      emptyLine();
      line("---");
      listOwner = parent.id();
      goesOn = false;
    }
    if (!goesOn) {
      emptyLine();
    }
  }

  private static String title(RoadmapNode node, boolean strong) {
    return new TitleLine(node.title(), node.url(), strong).markdown();
  }

  private void text(RoadmapNode node, String indentation) {
    List<String> details = Details.lines(node);
    if (!details.isEmpty()) {
      line("");
      details.forEach(line -> line(indentation + line));
      line("");
    }
    if (node.text() == null) {
      return;
    }
    boolean diagram =
        node.kind() == NodeKind.PREREQUISITE_CHAIN
            || (node.title().equals("mermaid") && node.kind() == NodeKind.NOTE);
    List<String> lines =
        diagram ? TextLines.fenced(node.text(), "mermaid") : TextLines.of(node.text());
    emptyLine();
    lines.forEach(line -> line(line.isEmpty() ? "" : indentation + line));
    line("");
  }

  /** Absent when the node hangs on what it would hang on anyhow. */
  private static @Nullable Place place(@Nullable RoadmapNode parent, @Nullable NodeId natural) {
    NodeId id = parent == null ? null : parent.id();
    return Objects.equals(id, natural) ? null : new Place(id);
  }

  private void line(String line) {
    out.append(line).append('\n');
  }

  private void emptyLine() {
    int length = out.length();
    if (out.charAt(length - 2) != '\n') {
      line("");
    }
  }
}
