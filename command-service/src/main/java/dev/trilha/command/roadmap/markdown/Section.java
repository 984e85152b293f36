package dev.trilha.command.roadmap.markdown;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/**
 * A heading, what stands below it, and the sections inside it.
 *
 * @param level of the heading, 1 to 6; 0 for the whole document
 * @param line of the heading, from 1
 */
record Section(int level, String title, int line, List<Node> blocks, List<Section> children) {
  /** A colon, or an anchor such as {@code {#basics}}. */
  private static final Pattern ENDING = Pattern.compile("(?:\\s*\\{#[\\w-]+}|[\\s:]+)$");

  static Section outline(MarkdownDocument document, Reading reading) {
    Section root = empty(0, "", 1);
    Deque<Section> open = new ArrayDeque<>();
    open.push(root);
    for (Node node = document.root().getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading heading) {
        Section section = of(heading, reading);
        while (open.element().level() >= section.level()) {
          open.pop();
        }
        open.element().children().add(section);
        open.push(section);
      } else {
        open.element().blocks().add(node);
      }
    }
    return root;
  }

  private static Section of(Heading heading, Reading reading) {
    int line = MarkdownDocument.line(heading);
    String title = title(heading);
    if (title.isEmpty()) {
      if (reading.marks.titleBlock(line) == null) {
        reading.warn(line, "a heading has no words");
      }
      title = "?";
    }
    return empty(heading.getLevel(), title, line);
  }

  static String title(Heading heading) {
    return ENDING.matcher(InlineText.of(heading).whole()).replaceFirst("");
  }

  private static Section empty(int level, String title, int line) {
    return new Section(level, title, line, new ArrayList<>(), new ArrayList<>());
  }
}
