package dev.trilha.command.roadmap.markdown;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.jspecify.annotations.Nullable;

/** Blocks that are only read, as plain text. HTML stays as it is written: it is text here. */
final class PlainText {
  private PlainText() {}

  /** The text of some blocks, an empty line between two; null when they say nothing. */
  static @Nullable String of(List<Node> blocks) {
    return join(blocks.stream().map(PlainText::of).toList());
  }

  static String of(Node block) {
    return switch (block) {
      case Paragraph paragraph -> lines(InlineText.of(paragraph));
      case Heading heading -> InlineText.of(heading).whole();
      case FencedCodeBlock code -> code.getLiteral().stripTrailing();
      case IndentedCodeBlock code -> code.getLiteral().stripTrailing();
      case HtmlBlock html ->
          html.getLiteral().startsWith("<!--") ? "" : html.getLiteral().stripTrailing();
      case TableBlock table -> TableText.of(table).toString();
      case BlockQuote quote -> {
        String text = of(children(quote));
        yield text == null ? "" : text;
      }
      case ListBlock list -> entries(list);
      default -> "";
    };
  }

  /** The blocks that follow one in the same parent. */
  static List<Node> after(Node block) {
    List<Node> after = new ArrayList<>();
    for (Node next = block.getNext(); next != null; next = next.getNext()) {
      after.add(next);
    }
    return after;
  }

  static List<Node> children(Node parent) {
    List<Node> children = new ArrayList<>();
    for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
      children.add(child);
    }
    return children;
  }

  /** Not empty parts, with an empty line between two; null when there are none. */
  static @Nullable String join(List<String> parts) {
    String text = String.join("\n\n", parts.stream().filter(part -> !part.isBlank()).toList());
    return text.isEmpty() ? null : text;
  }

  /** Lines that were broken on purpose stay apart, the others are one. */
  private static String lines(InlineText inline) {
    StringBuilder text = new StringBuilder();
    for (InlineText.Line line : inline.lines()) {
      if (!text.isEmpty()) {
        text.append(line.afterHardBreak() ? '\n' : ' ');
      }
      text.append(Folding.singleSpaced(line.text()));
    }
    return text.toString().strip();
  }

  private static String entries(ListBlock list) {
    StringBuilder text = new StringBuilder();
    for (Node entry = list.getFirstChild(); entry != null; entry = entry.getNext()) {
      if (entry instanceof ListItem) {
        String bullet = "- ";
        for (Node part = entry.getFirstChild(); part != null; part = part.getNext()) {
          String said = of(part);
          if (!said.isEmpty()) {
            text.append(bullet).append(said.replace("\n", "\n  ")).append('\n');
            bullet = "  ";
          }
        }
      }
    }
    return text.toString().stripTrailing();
  }
}
