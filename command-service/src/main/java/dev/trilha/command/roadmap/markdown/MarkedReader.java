package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.markdown.Mark;
import dev.trilha.schemas.markdown.TitleLine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.commonmark.node.Heading;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.ThematicBreak;

/**
 * Reads a document with marks: what is marked becomes the node that its mark says; what people
 * added is read by the ordinary rules, as a part of what is above it.
 */
final class MarkedReader {
  private record Open(int level, Draft draft) {}

  private final Reading reading;
  private final Marks marks;
  private final SectionReader sections;
  private final DocumentReader documents;
  private final Section root;
  private final List<Section> inOrder = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private final DocumentReader.Levels levels;

  MarkedReader(Reading reading, Section root) {
    this.reading = reading;
    this.marks = reading.marks;
    this.sections = new SectionReader(reading);
    this.documents = new DocumentReader(reading);
    this.root = root;
    root.children().forEach(this::line);
    this.levels = DocumentReader.Levels.of(inOrder);
  }

  private void line(Section section) {
    inOrder.add(section);
    section.children().forEach(this::line);
  }

  /** What the marked heading says, else a first heading above all that are marked. */
  Optional<String> title() {
    return titleSection().map(this::titleOf);
  }

  private String titleOf(Section title) {
    Node heading = marks.titleBlock(title.line());
    if (heading != null) {
      String line = reading.document.firstLine(heading).replaceFirst("^#{1,6} ", "");
      String mark = " " + Mark.OF_THE_ROADMAP;
      if (line.endsWith(mark)) {
        Optional<TitleLine> written =
            TitleLine.read(line.substring(0, line.length() - mark.length()));
        if (written.isPresent() && !written.get().title().isBlank()) {
          return written.get().title();
        }
      }
    }
    return Draft.shownTitle(title.title());
  }

  private Optional<Section> titleSection() {
    for (Section section : inOrder) {
      if (marks.isTitle(section.line())) {
        return Optional.of(section);
      }
    }
    int highestMarked =
        inOrder.stream()
            .filter(section -> marks.atLine(section.line()) != null)
            .mapToInt(Section::level)
            .min()
            .orElse(Integer.MAX_VALUE);
    return inOrder.stream()
        .findFirst()
        .filter(first -> marks.atLine(first.line()) == null && first.level() < highestMarked);
  }

  List<Draft> read() {
    int titleLine = titleSection().map(Section::line).orElse(0);
    open.push(new Open(0, marks.top));
    readBody(marks.top, root, root.blocks());
    for (int i = 0; i < inOrder.size(); i++) {
      Section section = inOrder.get(i);
      if (section.line() == titleLine) {
        readBody(marks.top, section, section.blocks());
        continue;
      }
      while (open.element().level() >= section.level()) {
        open.pop();
      }
      Draft above = open.element().draft();
      Node heading = marks.titleBlock(section.line());
      if (heading != null) {
        Marked marked = Marked.of(reading, heading, above);
        open.push(new Open(section.level(), marked.draft()));
        int taken = taken(section.blocks(), marked.readText(section.blocks()));
        readBody(marked.draft(), section, section.blocks().subList(taken, section.blocks().size()));
      } else if (marks.within(section.line(), lastLine(i))) {
        Draft added = reading.draft(kindBelow(above), section.title(), section.line());
        above.children.add(added);
        open.push(new Open(section.level(), added));
        readBody(added, section, section.blocks());
      } else {
        above.children.add(ordinary(section, above));
        while (i + 1 < inOrder.size() && inOrder.get(i + 1).level() > section.level()) {
          i++;
        }
      }
    }
    return marks.top.children;
  }

  private Draft ordinary(Section section, Draft above) {
    if (above.equals(marks.top)) {
      return documents.outermost(section, levels);
    }
    return above.isOnlyRead() ? sections.note(section) : sections.inside(section, kindBelow(above));
  }

  private NodeKind kindBelow(Draft above) {
    if (above.equals(marks.top)) {
      return NodeKind.TIER;
    }
    return above.kind == NodeKind.TIER ? NodeKind.TOPIC : NodeKind.SUBTOPIC;
  }

  /** Of a section with all inside it. */
  private int lastLine(int place) {
    int next = place + 1;
    while (next < inOrder.size() && inOrder.get(next).level() > inOrder.get(place).level()) {
      next++;
    }
    return next < inOrder.size() ? inOrder.get(next).line() - 1 : Integer.MAX_VALUE;
  }

  private static int taken(List<Node> blocks, Node last) {
    return last instanceof Heading ? 0 : blocks.indexOf(last) + 1;
  }

  /** What stands below a heading, apart from the text that was taken already. */
  private void readBody(Draft owner, Section section, List<Node> blocks) {
    EntryReader entries =
        new EntryReader(
            reading, NodeKind.ITEM, Contents.of(reading.document, section.blocks()).tasks());
    List<Node> added = new ArrayList<>();
    Draft listOwner = owner;
    for (int i = 0; i < blocks.size(); i++) {
      Node block = blocks.get(i);
      if (block instanceof Paragraph && marks.on(block) != null) {
        readAdded(owner, section, added);
        Marked label = Marked.of(reading, block, owner);
        if (label.reworded() != null) {
          label.draft().say(label.reworded().rest());
        }
        Node last = label.readWholeText(blocks.subList(i + 1, blocks.size()));
        i = blocks.indexOf(last);
        listOwner = label.draft().kind == NodeKind.GROUP ? label.draft() : listOwner;
      } else if (block instanceof ThematicBreak) {
        readAdded(owner, section, added);
        listOwner = owner;
      } else if (block instanceof ListBlock list && (added.isEmpty() || marks.within(list))) {
        readAdded(owner, section, added);
        reading.countEntries(list);
        entries.read(list, listOwner);
      } else {
        added.add(block);
      }
    }
    readAdded(owner, section, added);
  }

  /** Reads what has no mark, and forgets it. */
  private void readAdded(Draft owner, Section section, List<Node> blocks) {
    if (blocks.isEmpty()) {
      return;
    }
    Section part =
        new Section(
            section.level(), section.title(), section.line(), List.copyOf(blocks), List.of());
    if (owner.equals(marks.top)) {
      if (PlainText.of(part.blocks()) != null) {
        owner.children.add(documents.outermost(part, DocumentReader.Levels.ELSEWHERE));
      }
    } else if (owner.isOnlyRead()) {
      owner.say(PlainText.of(part.blocks()));
    } else {
      new SectionBody(reading, part, owner).read();
    }
    blocks.clear();
  }
}
