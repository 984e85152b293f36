package dev.trilha.command.roadmap.markdown;

import dev.trilha.command.roadmap.markdown.RoadmapTooLargeException.Limit;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.ReferenceTable;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.markdown.ItemState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.commonmark.node.ListItem;

/**
 * Reads a roadmap from GitHub's Markdown.
 *
 * <p>Headings make tiers, topics and subtopics; entries of lists make items, nested ones sub-items;
 * tables of weeks make the plan, flowcharts the prerequisites. What cannot be understood is kept as
 * text and reported with its line. The same text gives the same tree, always.
 */
public final class MarkdownImporter {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private MarkdownImporter() {}

  /**
   * @param markdown decoded; whether its bytes were UTF-8 is for the caller to say
   * @param before the tree of the version before, whose nodes keep their ids; empty when this is
   *     the first
   * @return the tree, with a report that does not know of other versions yet
   * @throws RoadmapTooLargeException when the document goes past a limit; nothing else is thrown
   *     for what a document says
   */
  public static ImportedRoadmap read(
      RoadmapId id, String markdown, List<RoadmapNode> before, ImportLimits limits) {
    Parsed parsed = parse(id, markdown, limits);
    List<RoadmapNode> nodes = Tree.of(parsed.roots(), before, limits).nodes(parsed.roots());
    return new ImportedRoadmap(
        parsed.title(),
        Language.of(parsed.frontMatter(), parsed.encoding().text(), parsed.reading()),
        nodes,
        report(id, nodes, parsed.reading(), parsed.encoding()));
  }

  /**
   * The entries with a checked box, or with a mark of something begun or skipped, in the document's
   * order.
   *
   * @param before the tree whose ids they are to have
   * @throws RoadmapTooLargeException as {@link #read}
   */
  public static List<TickedEntry> ticks(
      RoadmapId id, String markdown, List<RoadmapNode> before, ImportLimits limits) {
    Parsed parsed = parse(id, markdown, limits);
    Tree tree = Tree.of(parsed.roots(), before, limits);
    NavigableMap<Integer, TickedEntry> entries = new TreeMap<>();
    for (ListItem entry : parsed.reading().document.checkedEntries()) {
      int line = MarkdownDocument.line(entry);
      String title = MarkdownDocument.title(entry);
      entries.put(line, new TickedEntry(null, title, ItemState.DONE, false, line));
    }
    parsed.roots().forEach(root -> collectTicked(root, tree, entries));
    return List.copyOf(entries.values());
  }

  private static void collectTicked(
      Draft draft, Tree tree, NavigableMap<Integer, TickedEntry> entries) {
    if (draft.state != ItemState.TODO) {
      entries.put(
          draft.line,
          new TickedEntry(tree.id(draft), draft.title, draft.state, draft.boxesInside, draft.line));
    }
    draft.children.forEach(child -> collectTicked(child, tree, entries));
  }

  private record Parsed(
      Reading reading,
      DamagedEncoding encoding,
      FrontMatter frontMatter,
      String title,
      List<Draft> roots) {}

  private static Parsed parse(RoadmapId id, String markdown, ImportLimits limits) {
    requireBytes(markdown, limits);
    DamagedEncoding encoding =
        FrontMatter.of(lines(markdown, limits)).isOfExport()
            ? DamagedEncoding.none(markdown)
            : DamagedEncoding.repair(markdown);
    List<String> lines = lines(encoding.text(), limits);
    FrontMatter frontMatter = FrontMatter.of(lines);
    Collections.fill(lines.subList(0, frontMatter.lines()), "");

    Reading reading = new Reading(MarkdownDocument.parse(lines, limits), limits);
    if (encoding.happened()) {
      reading.warn(1, damage(encoding));
    }
    Section root = Section.outline(reading.document, reading);
    String title;
    List<Draft> roots;
    if (reading.marks.isEmpty()) {
      TitlePage page = TitlePage.of(root, frontMatter, id);
      title = page.title();
      roots = new DocumentReader(reading).read(page);
    } else {
      MarkedReader marked = new MarkedReader(reading, root);
      title = marked.title().orElseGet(() -> TitlePage.withoutHeading(frontMatter, id));
      List<Draft> written = marked.read();
      // Nothing but the title is there: a roadmap has a tier all the same.
      roots =
          written.isEmpty()
              ? new DocumentReader(reading).read(TitlePage.of(root, frontMatter, id))
              : written;
    }
    return new Parsed(reading, encoding, frontMatter, title, roots);
  }

  private static void requireBytes(String markdown, ImportLimits limits) {
    long bytes = 0;
    for (int i = 0; i < markdown.length(); i++) {
      char c = markdown.charAt(i);
      // Each half of a pair counts two of the pair's four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    if (bytes > limits.bytes()) {
      throw new RoadmapTooLargeException(Limit.BYTES, limits.bytes(), 0);
    }
  }

  private static List<String> lines(String text, ImportLimits limits) {
    String unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    // A no-break space after "-" would keep an entry from being one, and its author cannot see it.
    List<String> lines = new ArrayList<>(unmarked.replace('\u00A0', ' ').lines().toList());
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).length() > limits.lineLength()) {
        throw new RoadmapTooLargeException(Limit.LINE, limits.lineLength(), i + 1);
      }
    }
    return lines;
  }

  private static String damage(DamagedEncoding encoding) {
    return "the text was UTF-8 read as %s: %d characters repaired, %d lost letters guessed, %d damaged symbols dropped"
        .formatted(encoding.charset(), encoding.repaired(), encoding.guessed(), encoding.dropped());
  }

  private static ImportReport report(
      RoadmapId id, List<RoadmapNode> nodes, Reading reading, DamagedEncoding encoding) {
    List<RoadmapNode> tiers = ofKind(nodes, NodeKind.TIER);
    return new ImportReport(
        id,
        0,
        false,
        tiers.size(),
        count(tiers, node -> node.kind() == NodeKind.TOPIC),
        count(tiers, node -> node.kind() == NodeKind.ITEM),
        total(tiers),
        reading.checkboxes(),
        reading.bullets(),
        count(nodes, node -> node.kind() == NodeKind.PLAN_ROW),
        total(ofKind(nodes, NodeKind.SELF_ASSESSMENT)),
        count(nodes, node -> node.kind() == NodeKind.RESOURCE),
        count(nodes, node -> node.kind() == NodeKind.CHALLENGE),
        sum(nodes, node -> node.chain() == null ? 0 : node.chain().members().size()),
        sum(nodes, MarkdownImporter::references),
        encoding.happened(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        reading.warnings());
  }

  private static int references(RoadmapNode node) {
    ReferenceTable table = node.table();
    return table != null && Vocabulary.namesReference(node.title()) ? table.rows().size() : 0;
  }

  private static List<RoadmapNode> ofKind(List<RoadmapNode> nodes, NodeKind kind) {
    return nodes.stream().filter(node -> node.kind() == kind).toList();
  }

  private static int total(List<RoadmapNode> nodes) {
    return nodes.stream().mapToInt(RoadmapNode::total).sum();
  }

  private static int count(List<RoadmapNode> nodes, Predicate<RoadmapNode> which) {
    return sum(nodes, node -> which.test(node) ? 1 : 0);
  }

  private static int sum(List<RoadmapNode> nodes, ToIntFunction<RoadmapNode> of) {
    int sum = 0;
    for (RoadmapNode node : nodes) {
      sum += of.applyAsInt(node) + sum(node.children(), of);
    }
    return sum;
  }
}
