package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.NodeKind;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.node.Node;

/** Reads sections into drafts, as a part of the curriculum or as something only to be read. */
final class SectionReader {
  private final Reading reading;

  SectionReader(Reading reading) {
    this.reading = reading;
  }

  /** A part of the curriculum, with everything inside it. */
  Draft curriculum(Section section, NodeKind kind) {
    Draft draft = reading.draft(kind, section.title(), section.line());
    new SectionBody(reading, section, draft).read();
    NodeKind below = kind == NodeKind.TIER ? NodeKind.TOPIC : NodeKind.SUBTOPIC;
    List<Draft> subsections = new ArrayList<>();
    for (Section child : section.children()) {
      subsections.add(inside(child, below));
    }
    draft.children.addAll(subsections);
    if (kind != NodeKind.TIER) {
      liftClosingNotes(draft, subsections);
    }
    return draft;
  }

  /** A section inside a part of the curriculum. */
  Draft inside(Section section, NodeKind kind) {
    Contents contents = Contents.deep(reading.document, section);
    if (contents.isPlan()) {
      return plan(section);
    }
    boolean navigation =
        contents.isNavigation()
            || (Vocabulary.namesNoCurriculum(section.title())
                && contents.links() > 0
                && !contents.isCurriculum());
    return navigation ? note(section) : curriculum(section, kind);
  }

  /**
   * What closes a topic is written below its last subtopic. When only that one has notes at its
   * end, they are the topic's.
   */
  private static void liftClosingNotes(Draft topic, List<Draft> subtopics) {
    if (subtopics.size() < 2
        || subtopics.subList(0, subtopics.size() - 1).stream()
            .anyMatch(subtopic -> !closingNotes(subtopic).isEmpty())) {
      return;
    }
    List<Draft> notes = closingNotes(subtopics.getLast());
    topic.children.addAll(notes);
    notes.clear();
  }

  private static List<Draft> closingNotes(Draft draft) {
    int from = draft.children.size();
    while (from > 0 && isRemark(draft.children.get(from - 1).kind)) {
      from--;
    }
    return draft.children.subList(from, draft.children.size());
  }

  private static boolean isRemark(NodeKind kind) {
    return kind == NodeKind.NOTE
        || kind == NodeKind.ANNOTATION
        || kind == NodeKind.REFERENCE_TABLE
        || kind == NodeKind.PREREQUISITE_CHAIN;
  }

  /** A section to read, not to learn. */
  Draft note(Section section) {
    Draft note = reading.draft(NodeKind.NOTE, section.title(), section.line());
    section.blocks().forEach(block -> readOnly(block, section, note));
    section.children().forEach(child -> note.children.add(note(child)));
    return note;
  }

  private void readOnly(Node block, Section section, Draft target) {
    if (Diagrams.is(block)) {
      target.children.add(new Diagrams(reading).read(block));
    } else if (block instanceof TableBlock table) {
      new Tables(reading).read(table, section.title(), target);
    } else {
      reading.lookForEntries(block);
      target.say(PlainText.of(block));
    }
  }

  /** A section with tables of weeks, or a section of such sections. */
  Draft plan(Section section) {
    Draft plan = reading.draft(NodeKind.PLAN, section.title(), section.line());
    for (Node block : section.blocks()) {
      if (block instanceof TableBlock table && TableText.of(table).countsWeeks()) {
        new Tables(reading).readPlan(table, plan);
      } else {
        readOnly(block, section, plan);
      }
    }
    for (Section child : section.children()) {
      boolean rows = Contents.deep(reading.document, child).isPlan();
      plan.children.add(rows ? plan(child) : note(child));
    }
    return plan;
  }
}
