package dev.trilha.command.roadmap.markdown;

import dev.trilha.command.roadmap.markdown.InlineText.Line;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.markdown.ItemState;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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
  private static final Pattern EMPTY_BOX = Pattern.compile("\\[[ xX]?]");
  private static final Pattern BOX = Pattern.compile("^\\[[ xX]]\\s+(?=\\S)");

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
    List<Stray> strays = new ArrayList<>();
    readList(list, target, strays);
    strays.forEach(stray -> annotations.say(stray.text(), target, stray.line()));
  }

  private void readList(ListBlock list, Draft target, List<Stray> strays) {
    if (describesOnly(list, target)) {
      if (saysMore(list, target)) {
        reading.warn(
            MarkdownDocument.line(list),
            "entries without a box beside or below a task are kept as text");
      }
      describe(list, target);
      return;
    }
    for (Node node = list.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof ListItem entry) {
        readEntry(entry, target, strays);
      }
    }
  }

  /** What a title lets people choose from are items, with or without a box. */
  private boolean describesOnly(ListBlock list, Draft target) {
    return sectionHasTasks
        && plainKind == NodeKind.ITEM
        && target.choice == 0
        && !reading.document.holdsTasks(list)
        && !reading.marks.within(list);
  }

  /** Whether an entry is neither a link nor a description by its label. */
  private boolean saysMore(ListBlock list, Draft target) {
    for (Node node = list.getFirstChild(); node != null; node = node.getNext()) {
      Node first = node.getFirstChild();
      if (!(node instanceof ListItem entry) || !(first instanceof Paragraph)) {
        return true;
      }
      InlineText inline = InlineText.of(first);
      if (!inline.onlyLinks() && !isDescription(Wording.of(inline), entry, target)) {
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
        String text = PlainText.of(PlainText.children(entry));
        target.say(text == null ? reading.document.written(entry) : "- " + text);
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
    if (isWordless(wording)) {
      readWordless(entry, first, target);
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
    takeState(entry, item);
    target.children.add(item);
    item.say(wording.description());
    sayFurther(wording.further(), entry, first, item, strays);
    readParts(entry, first, item, strays);
  }

  private void readMarked(ListItem entry, Node first, Draft target, List<Stray> strays) {
    Marked marked = Marked.of(reading, first, target);
    Draft item = marked.draft();
    takeState(entry, item);
    if (marked.reworded() != null) {
      item.say(marked.reworded().description());
      sayFurther(marked.reworded().further(), entry, first, item, strays);
    }
    readParts(entry, marked.readText(PlainText.after(first)), item, strays);
  }

  /** A checked box says more than the mark, which people do not see. */
  private void takeState(ListItem entry, Draft item) {
    item.state = MarkdownDocument.isChecked(entry) ? ItemState.DONE : item.state;
    item.boxesInside = reading.document.holdsTasksInside(entry);
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
        readNested(part.getFirstChild(), item, fromBelow);
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

  private void readNested(@Nullable Node from, Draft target, List<Stray> strays) {
    for (Node part = from; part != null; part = part.getNext()) {
      if (part instanceof ListBlock list) {
        readList(list, target, strays);
      } else if (part instanceof BlockQuote && reading.document.holdsTasks(part)) {
        readNested(part.getFirstChild(), target, strays);
      } else {
        sayPart(part, target);
      }
    }
  }

  private void sayPart(Node part, Draft target) {
    if (Diagrams.is(part)) {
      target.children.add(new Diagrams(reading).read(part));
      return;
    }
    reading.lookForEntries(part);
    if (!announcesList(part)) {
      annotations.say(PlainText.of(part), target, MarkdownDocument.line(part));
    }
  }

  /** Reads what is inside an entry that has no words of its own, from one of its parts on. */
  private void readWithin(@Nullable Node from, Draft target) {
    List<Stray> strays = new ArrayList<>();
    readNested(from, target, strays);
    strays.forEach(stray -> annotations.say(stray.text(), target, stray.line()));
  }

  /** A picture, a space or an empty box: nothing to tick, but it may mean something to people. */
  private static boolean isWordless(Wording wording) {
    return wording.title().isEmpty() || EMPTY_BOX.matcher(wording.title()).matches();
  }

  private void readWordless(ListItem entry, Node first, Draft target) {
    int line = MarkdownDocument.line(entry);
    String written = BOX.matcher(reading.document.written(first)).replaceFirst("");
    reading.warn(line, "a list entry has no words; it is kept as a note");
    target.children.add(reading.draft(NodeKind.NOTE, written, line));
    readWithin(first.getNext(), target);
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
    if (isWordless(wording)) {
      readWordless(entry, first, target);
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
      readWithin(entry.getFirstChild(), target);
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
