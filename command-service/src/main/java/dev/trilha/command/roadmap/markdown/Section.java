package dev.trilha.command.roadmap.markdown;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/**
 * A heading, what stands below it, and the sections inside it.
 *
 * @param level of the heading, 1 to 6; 0 for the whole document
 * @param line of the heading, from 1
 */
record Section(int level, String title, int line, List<Node> blocks, List<Section> children) {
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
    return withoutEnding(InlineText.of(heading).whole());
  }

  /**
   * Without the colons at its end, or without an anchor such as {@code {#basics}}. Read from the
   * end by hand: a pattern would look for the end from each of many colons.
   */
  private static String withoutEnding(String title) {
    int anchor = title.lastIndexOf("{#");
    return anchor >= 0 && isAnchor(title.substring(anchor))
        ? title.substring(0, anchor).strip()
        : Wording.bare(title);
  }

  private static boolean isAnchor(String text) {
    int end = text.length() - 1;
    return end > 2
        && text.charAt(end) == '}'
        && text.substring(2, end).chars().allMatch(Section::isOfAnchor);
  }

  private static boolean isOfAnchor(int c) {
    return c == '-' || c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
  }

  private static Section empty(int level, String title, int line) {
    return new Section(level, title, line, new ArrayList<>(), new ArrayList<>());
  }
}
