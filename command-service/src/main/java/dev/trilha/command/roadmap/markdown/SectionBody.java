package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.Annotation;
import dev.trilha.schemas.NodeKind;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.jspecify.annotations.Nullable;

/** Reads what stands in one section, block by block, apart from the sections inside it. */
final class SectionBody {
  private final Reading reading;
  private final Section section;
  private final Draft draft;
  private final EntryReader entries;
  private final Annotations annotations;
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
    this.annotations = new Annotations(reading);
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
      case FencedCodeBlock code when Diagrams.is(code) ->
          draft.children.add(new Diagrams(reading).read(code));
      case BlockQuote quote when reading.document.holdsTasks(quote) ->
          PlainText.children(quote).forEach(this::read);
      default -> {
        reading.lookForEntries(block);
        draft.say(PlainText.of(block));
      }
    }
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
      readRemark(wording, MarkdownDocument.line(paragraph));
    } else {
      annotations.say(PlainText.of(paragraph), draft, MarkdownDocument.line(paragraph));
    }
  }

  /** Words under a bold label: an annotation, or a note of their own. */
  private void readRemark(Wording wording, int line) {
    Annotation kind = Vocabulary.annotation(wording.title());
    if (kind != null) {
      Draft annotation = annotations.add(kind, wording.title(), draft, line);
      annotations.say(wording.rest(), draft, annotation, line);
      return;
    }
    Draft note = reading.draft(NodeKind.NOTE, wording.title(), line);
    note.say(wording.rest());
    draft.children.add(note);
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
    reading.countEntries(list);
    entries.read(list, group == null ? draft : group);
  }

  private void readTable(TableBlock table) {
    String title = label == null ? section.title() : label.title();
    label = null;
    new Tables(reading).read(table, title, draft);
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
    if (draft.id != null) {
      return;
    }
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
