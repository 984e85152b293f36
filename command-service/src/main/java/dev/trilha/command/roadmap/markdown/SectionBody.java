package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.NodeKind;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.jspecify.annotations.Nullable;

/** Reads what stands in one section, block by block, apart from the sections inside it. */
final class SectionBody {
  private final Reading reading;
  private final Section section;
  private final Draft draft;
  private final EntryReader entries;
  private final List<Draft> groups = new ArrayList<>();
  private @Nullable Draft group;
  private @Nullable Wording label;
  private int labelLine;

  /**
   * @param draft what the section becomes; it is filled
   */
  SectionBody(Reading reading, Section section, Draft draft) {
    Contents contents = Contents.of(reading.document, section.blocks());
    this.reading = reading;
    this.section = section;
    this.draft = draft;
    this.entries =
        new EntryReader(reading, kindOfEntries(section.title(), contents), contents.tasks());
  }

  private static NodeKind kindOfEntries(String title, Contents contents) {
    if (Vocabulary.namesChallenges(title)) {
      return NodeKind.CHALLENGE;
    }
    boolean mostlyLinks =
        contents.linked() > 0 && 2 * contents.linked() >= contents.entries() + contents.links();
    return Vocabulary.namesResources(title)
            || (mostlyLinks && Vocabulary.namesLinkedResources(title))
        ? NodeKind.RESOURCE
        : NodeKind.ITEM;
  }

  void read() {
    section.blocks().forEach(this::read);
    forgetLabel();
    settleGroups();
    settleChoice();
  }

  private void read(Node block) {
    switch (block) {
      case Paragraph paragraph -> readParagraph(paragraph);
      case ListBlock list -> readList(list);
      case TableBlock table -> readTable(table);
      case FencedCodeBlock code when isDiagram(code) -> draft.children.add(diagram(reading, code));
      case BlockQuote quote when reading.document.holdsTasks(quote) ->
          PlainText.children(quote).forEach(this::read);
      case HtmlBlock html -> {
        if (html.getLiteral().contains("- [")) {
          reading.warn(
              MarkdownDocument.line(html),
              "entries right below HTML belong to it and are kept as text; leave a line empty"
                  + " before them");
        }
        draft.say(PlainText.of(block));
      }
      default -> draft.say(PlainText.of(block));
    }
  }

  static boolean isDiagram(Node block) {
    return block instanceof FencedCodeBlock code && "mermaid".equals(code.getInfo().strip());
  }

  static Draft diagram(Reading reading, Node code) {
    Draft note = reading.draft(NodeKind.NOTE, "mermaid", MarkdownDocument.line(code));
    note.say(PlainText.of(code));
    return note;
  }

  private void readParagraph(Paragraph paragraph) {
    InlineText inline = InlineText.of(paragraph);
    Wording wording = Wording.of(inline);
    forgetLabel();
    group = null;
    if (wording.label() && inline.lead() > 0 && wording.further().isEmpty()) {
      label = wording;
      labelLine = MarkdownDocument.line(paragraph);
    } else if (wording.labelled() && inline.leadIsStrong()) {
      Draft note = reading.draft(NodeKind.NOTE, wording.title(), MarkdownDocument.line(paragraph));
      note.say(wording.rest());
      draft.children.add(note);
    } else {
      draft.say(PlainText.of(paragraph));
    }
  }

  /** A label over nothing is what it says, no more. */
  private void forgetLabel() {
    if (label != null && !Vocabulary.namesNothing(label.title())) {
      draft.say(label.title());
    }
    label = null;
  }

  private void readList(ListBlock list) {
    if (label != null) {
      group = reading.draft(NodeKind.GROUP, label.title(), labelLine);
      group.choice = Vocabulary.choice(label.title());
      groups.add(group);
      draft.children.add(group);
      label = null;
    }
    countEntries(list);
    entries.read(list, group == null ? draft : group);
  }

  private void countEntries(Node parent) {
    for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
      if (child instanceof ListItem entry) {
        reading.countEntry(MarkdownDocument.isTask(entry));
      }
      if (child instanceof ListItem || child instanceof ListBlock || child instanceof BlockQuote) {
        countEntries(child);
      }
    }
  }

  private void readTable(TableBlock table) {
    TableText text = TableText.of(table);
    String title = label == null ? section.title() : label.title();
    label = null;
    NodeKind kind = text.countsWeeks() ? NodeKind.PLAN : NodeKind.NOTE;
    if (kind == NodeKind.PLAN) {
      reading.countPlan(text);
    }
    Draft child = reading.draft(kind, title, MarkdownDocument.line(table));
    child.say(text.toString());
    draft.children.add(child);
  }

  /** A single label that only says "learn this", and a label over mere text, make no group. */
  private void settleGroups() {
    for (Draft each : groups) {
      boolean lonely =
          groups.size() == 1 && each.choice == 0 && Vocabulary.namesNothing(each.title);
      if (lonely || each.children.isEmpty()) {
        int at = draft.children.indexOf(each);
        draft.children.remove(at);
        draft.children.addAll(at, each.children);
        draft.say(each.children.isEmpty() ? each.title : null);
        draft.say(each.text());
      }
    }
  }

  /** A choice stated by the title is one among the entries, also when a label stands between. */
  private void settleChoice() {
    int choice = Vocabulary.choice(section.title());
    List<Draft> counting = draft.children.stream().filter(child -> !child.isOnlyRead()).toList();
    if (choice > 0
        && section.children().isEmpty()
        && counting.size() == 1
        && counting.getFirst().kind == NodeKind.GROUP) {
      counting.getFirst().choice = choice;
    } else {
      draft.choice = choice;
    }
  }
}
