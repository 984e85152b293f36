package dev.trilha.command.roadmap.markdown;

import dev.trilha.command.roadmap.markdown.InlineText.Line;
import dev.trilha.schemas.NodeKind;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.task.list.items.TaskListItemMarker;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Heading;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.jspecify.annotations.Nullable;

/** Reads the entries of one section's lists into items, resources or challenges. */
final class EntryReader {
  private final Reading reading;
  private final NodeKind plainKind;
  private final boolean sectionHasTasks;
  private final Annotations annotations;

  /** A line that was folded into an entry, but is set under one of the entries around it. */
  private record Stray(int column, String text, int line) {}

  /**
   * @param plainKind what an entry without a box is: an item, a resource or a challenge
   * @param sectionHasTasks whether entries without a box only describe what stands beside them
   */
  EntryReader(Reading reading, NodeKind plainKind, boolean sectionHasTasks) {
    this.reading = reading;
    this.plainKind = plainKind;
    this.sectionHasTasks = sectionHasTasks;
    this.annotations = new Annotations(reading);
  }

  /** Adds what a list of a section says to its draft or to a group in it. */
  void read(ListBlock list, Draft target) {
    if (describesOnly(list)) {
      if (plainKind == NodeKind.ITEM && hasWords(list)) {
        reading.warn(
            MarkdownDocument.line(list),
            "entries without a box beside a task list are kept as text");
      }
      describe(list, target);
      return;
    }
    for (Node node = list.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof ListItem entry) {
        readEntry(entry, target, new ArrayList<>());
      }
    }
  }

  private boolean describesOnly(ListBlock list) {
    return sectionHasTasks && !reading.document.holdsTasks(list) && !reading.marks.within(list);
  }

  private static boolean hasWords(ListBlock list) {
    for (Node entry = list.getFirstChild(); entry != null; entry = entry.getNext()) {
      if (entry.getFirstChild() == null || !InlineText.of(entry.getFirstChild()).onlyLinks()) {
        return true;
      }
    }
    return false;
  }

  /** Links become resources; the rest is text. */
  private void describe(ListBlock list, Draft target) {
    for (Node node = list.getFirstChild(); node != null; node = node.getNext()) {
      if (!(node instanceof ListItem entry)) {
        continue;
      }
      Node first = entry.getFirstChild();
      if (first instanceof Paragraph && InlineText.of(first).onlyLinks()) {
        addRead(entry, target, NodeKind.RESOURCE);
      } else {
        target.say("- " + PlainText.of(PlainText.children(entry)));
      }
    }
  }

  private void readEntry(ListItem entry, Draft target, List<Stray> strays) {
    boolean task = MarkdownDocument.isTask(entry);
    Node first = task ? entry.getFirstChild().getNext() : entry.getFirstChild();
    if (!(first instanceof Paragraph) && !(first instanceof Heading)) {
      readUntitled(entry, first, target);
      return;
    }
    if (reading.marks.on(first) != null) {
      readMarked(entry, first, target, strays);
      return;
    }
    InlineText inline = InlineText.of(first);
    Wording wording = Wording.of(inline);
    if (wording.title().isEmpty()) {
      reading.warn(MarkdownDocument.line(entry), "a list entry has no words; it is left out");
      readWithin(entry, target);
      return;
    }
    if (!task && !reading.document.holdsTasks(entry)) {
      if (plainKind != NodeKind.ITEM) {
        addRead(entry, target, plainKind);
        return;
      }
      if (inline.onlyLinks() && entry.getFirstChild().getNext() == null) {
        addRead(entry, target, NodeKind.RESOURCE);
        return;
      }
      if (isDescription(wording, entry, target)) {
        describeBy(entry, wording, target);
        return;
      }
    }
    Draft item = reading.draft(NodeKind.ITEM, wording.title(), MarkdownDocument.line(entry));
    item.url = inline.url();
    item.choice = Vocabulary.choice(wording.title());
    item.checked = MarkdownDocument.isChecked(entry);
    target.children.add(item);
    item.say(wording.description());
    sayFurther(wording.further(), entry, first, item, strays);
    readParts(entry, first, item, strays);
  }

  private void readMarked(ListItem entry, Node first, Draft target, List<Stray> strays) {
    Marked marked = Marked.of(reading, first, target);
    Draft item = marked.draft();
    item.checked = MarkdownDocument.isChecked(entry);
    if (marked.reworded() != null) {
      item.say(marked.reworded().description());
      sayFurther(marked.reworded().further(), entry, first, item, strays);
    }
    readParts(entry, marked.readText(PlainText.after(first)), item, strays);
  }

  private void sayFurther(
      List<Line> lines, ListItem entry, Node own, Draft item, List<Stray> strays) {
    boolean announces = own.getNext() instanceof ListBlock;
    Draft open = item;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      int column = reading.document.indentation(line.index());
      if (column < reading.document.column(own)
          && insideEntry(entry)
          && !Wording.labelOf(line.text()).isEmpty()) {
        strays.add(new Stray(column, Folding.singleSpaced(line.text()), line.index() + 1));
      } else if (!(announces && i == lines.size() - 1 && line.text().endsWith(":"))) {
        open = annotations.say(Folding.singleSpaced(line.text()), item, open, line.index() + 1);
      }
    }
  }

  private void readParts(ListItem entry, Node first, Draft item, List<Stray> strays) {
    List<Stray> fromBelow = new ArrayList<>();
    for (Node part = first.getNext(); part != null; part = part.getNext()) {
      if (part instanceof ListBlock list) {
        readList(list, item, fromBelow);
      } else if (part instanceof BlockQuote && reading.document.holdsTasks(part)) {
        readNested(part, item, fromBelow);
      } else {
        sayPart(part, item);
      }
    }
    for (Stray stray : fromBelow) {
      if (stray.column() >= reading.document.column(first) || !insideEntry(entry)) {
        annotations.say(stray.text(), item, stray.line());
      } else {
        strays.add(stray);
      }
    }
  }

  private void readNested(Node parent, Draft target, List<Stray> strays) {
    for (Node part = parent.getFirstChild(); part != null; part = part.getNext()) {
      if (part instanceof ListBlock list) {
        readList(list, target, strays);
      } else if (part instanceof BlockQuote && reading.document.holdsTasks(part)) {
        readNested(part, target, strays);
      } else {
        sayPart(part, target);
      }
    }
  }

  private void sayPart(Node part, Draft target) {
    if (Diagrams.is(part)) {
      target.children.add(new Diagrams(reading).read(part));
    } else if (!announcesList(part)) {
      annotations.say(PlainText.of(part), target, MarkdownDocument.line(part));
    }
  }

  /** Reads what is inside an entry that has no words of its own. */
  private void readWithin(ListItem entry, Draft target) {
    List<Stray> strays = new ArrayList<>();
    readNested(entry, target, strays);
    strays.forEach(stray -> annotations.say(stray.text(), target, stray.line()));
  }

  private void readList(ListBlock list, Draft target, List<Stray> strays) {
    if (describesOnly(list)) {
      describe(list, target);
      return;
    }
    for (Node node = list.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof ListItem entry) {
        readEntry(entry, target, strays);
      }
    }
  }

  /** A label such as {@code **Domine:**} over a list, inside an entry. */
  static boolean announcesList(Node part) {
    return part instanceof Paragraph
        && part.getNext() instanceof ListBlock
        && Wording.of(InlineText.of(part)).label();
  }

  private static boolean insideEntry(ListItem entry) {
    Node list = entry.getParent();
    return list != null && list.getParent() instanceof ListItem;
  }

  /** {@code Foco: …} under an item, and anywhere {@code Recursos:} over links. */
  private boolean isDescription(Wording wording, ListItem entry, Draft target) {
    String label =
        wording.labelled() || wording.label() ? wording.title() : Wording.labelOf(wording.title());
    if (label.isEmpty() || !Vocabulary.namesDescription(label)) {
      return false;
    }
    boolean overResources =
        Vocabulary.namesResources(label) && entry.getLastChild() instanceof ListBlock;
    return target.kind == NodeKind.ITEM || overResources;
  }

  private void describeBy(ListItem entry, Wording wording, Draft target) {
    if (!Vocabulary.namesResources(wording.title())
        || !(entry.getLastChild() instanceof ListBlock list)) {
      annotations.say(
          PlainText.of(PlainText.children(entry)), target, MarkdownDocument.line(entry));
      return;
    }
    target.say(wording.rest());
    for (Node node = list.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof ListItem resource) {
        addRead(resource, target, NodeKind.RESOURCE);
      }
    }
  }

  private void addRead(ListItem entry, Draft target, NodeKind kind) {
    Node first = entry.getFirstChild();
    if (!(first instanceof Paragraph)) {
      readUntitled(entry, first, target);
      return;
    }
    InlineText inline = InlineText.of(first);
    Wording wording = Wording.of(inline);
    if (wording.title().isEmpty()) {
      reading.warn(MarkdownDocument.line(entry), "a list entry has no words; it is left out");
      return;
    }
    Draft draft = reading.draft(kind, wording.title(), MarkdownDocument.line(entry));
    draft.url = inline.url();
    draft.say(wording.rest());
    List<Node> parts = PlainText.children(entry);
    draft.say(PlainText.of(parts.subList(1, parts.size())));
    target.children.add(draft);
  }

  private void readUntitled(ListItem entry, @Nullable Node first, Draft target) {
    int line = MarkdownDocument.line(entry);
    if (first instanceof ListBlock || reading.document.holdsTasks(entry)) {
      readWithin(entry, target);
      return;
    }
    String text = PlainText.of(PlainText.children(entry));
    if (first == null || first instanceof TaskListItemMarker || text == null) {
      reading.warn(line, "a list entry has no words; it is left out");
      return;
    }
    reading.warn(line, "a list entry begins without words; it is kept as a note");
    Draft note = reading.draft(NodeKind.NOTE, text.strip().lines().findFirst().orElse(text), line);
    note.say(text);
    target.children.add(note);
  }
}
