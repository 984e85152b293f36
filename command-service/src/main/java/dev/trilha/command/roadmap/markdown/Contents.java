package dev.trilha.command.roadmap.markdown;

import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/**
 * What a section holds, by which it is told what it is.
 *
 * @param tasks entries with a box, nested ones too
 * @param entries entries without a box that say something, at the top of a list
 * @param links entries that are only a link
 * @param linksInside those of the links that lead elsewhere in the same site or document
 * @param linked entries that begin with a link or are one
 * @param weekTables tables of weeks
 */
record Contents(
    boolean tasks, int entries, int links, int linksInside, int linked, int weekTables) {
  private static final Contents NOTHING = new Contents(false, 0, 0, 0, 0, 0);

  /** Of a section alone. */
  static Contents of(MarkdownDocument document, List<Node> blocks) {
    Contents sum = NOTHING;
    for (Node block : blocks) {
      sum = sum.and(of(document, block));
    }
    return sum;
  }

  /** Of a section and all sections inside it. */
  static Contents deep(MarkdownDocument document, Section section) {
    Contents sum = of(document, section.blocks());
    for (Section child : section.children()) {
      sum = sum.and(deep(document, child));
    }
    return sum;
  }

  /** Whether there is something to learn or to tick here. */
  boolean isCurriculum() {
    return tasks || entries > 0;
  }

  /** Links to other pages of the same site, and nothing else: a way around, no curriculum. */
  boolean isNavigation() {
    return !isCurriculum() && links > 0 && linksInside == links;
  }

  boolean isPlan() {
    return weekTables > 0 && !isCurriculum();
  }

  private static Contents of(MarkdownDocument document, Node block) {
    return switch (block) {
      case TableBlock table ->
          TableText.of(table).countsWeeks() ? new Contents(false, 0, 0, 0, 0, 1) : NOTHING;
      case BlockQuote quote ->
          document.holdsTasks(quote) ? new Contents(true, 0, 0, 0, 0, 0) : NOTHING;
      case ListBlock list -> ofList(document, list);
      default -> NOTHING;
    };
  }

  private static Contents ofList(MarkdownDocument document, ListBlock list) {
    int entries = 0;
    int links = 0;
    int linksInside = 0;
    int linked = 0;
    for (Node entry = list.getFirstChild(); entry != null; entry = entry.getNext()) {
      if (!(entry instanceof ListItem item)
          || MarkdownDocument.isTask(item)
          || entry.getFirstChild() == null) {
        continue;
      }
      InlineText inline = InlineText.of(entry.getFirstChild());
      boolean onlyLink = inline.onlyLinks() && entry.getFirstChild().getNext() == null;
      linked += inline.links() > 0 && inline.leadIsStrong() ? 1 : 0;
      entries += onlyLink ? 0 : 1;
      links += onlyLink ? 1 : 0;
      linksInside += onlyLink && isInside(inline.url()) ? 1 : 0;
    }
    return new Contents(document.holdsTasks(list), entries, links, linksInside, linked, 0);
  }

  private static boolean isInside(@Nullable String url) {
    return url != null && !url.contains("://") && !url.startsWith("mailto:");
  }

  private Contents and(Contents other) {
    return new Contents(
        tasks || other.tasks,
        entries + other.entries,
        links + other.links,
        linksInside + other.linksInside,
        linked + other.linked,
        weekTables + other.weekTables);
  }
}
