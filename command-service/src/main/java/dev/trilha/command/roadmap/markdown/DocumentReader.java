package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.NodeKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what the outermost sections of a document are.
 *
 * <p>When at least two of them are named as levels ("Tier 1", "Nível Iniciante", "Phase 2"), those
 * are the tiers, and a checklist elsewhere is a self-assessment. Otherwise every section that holds
 * something to learn is a tier. Everything else is only read. A document without any tier becomes
 * one.
 */
final class DocumentReader {
  private final Reading reading;
  private final SectionReader sections;
  private final List<Draft> drafts = new ArrayList<>();

  DocumentReader(Reading reading) {
    this.reading = reading;
    this.sections = new SectionReader(reading);
  }

  List<Draft> read(TitlePage page) {
    List<Section> candidates = withNamedLevels(page.sections());
    boolean named = countNamed(candidates) > 1;
    Section opening = new Section(1, page.title(), page.line(), page.before(), List.of());
    boolean anyTier = named || candidates.stream().anyMatch(this::isTier);
    if (!anyTier) {
      drafts.add(sections.curriculum(oneTier(opening, candidates), NodeKind.TIER));
      return drafts;
    }
    readOpening(opening, named);
    candidates.forEach(section -> drafts.add(outermost(section, named)));
    return drafts;
  }

  /** Levels may stand one heading deeper, below a heading that only introduces them. */
  private static List<Section> withNamedLevels(List<Section> outermost) {
    if (countNamed(outermost) > 1) {
      return outermost;
    }
    List<Section> flattened = new ArrayList<>();
    for (Section section : outermost) {
      if (countNamed(section.children()) > 1) {
        if (!section.blocks().isEmpty()) {
          flattened.add(
              new Section(
                  section.level(), section.title(), section.line(), section.blocks(), List.of()));
        }
        flattened.addAll(section.children());
      } else {
        flattened.add(section);
      }
    }
    return flattened;
  }

  static long countNamed(List<Section> sections) {
    return sections.stream().filter(section -> Vocabulary.namesLevel(section.title())).count();
  }

  private boolean isTier(Section section) {
    Contents contents = Contents.deep(reading.document, section);
    return contents.isCurriculum()
        && !Vocabulary.namesSelfAssessment(section.title())
        && (contents.tasks() || !Vocabulary.namesNoCurriculum(section.title()));
  }

  private static Section oneTier(Section opening, List<Section> candidates) {
    return new Section(1, opening.title(), opening.line(), opening.blocks(), candidates);
  }

  private void readOpening(Section opening, boolean named) {
    Contents contents = Contents.of(reading.document, opening.blocks());
    if (contents.tasks()) {
      drafts.add(sections.curriculum(opening, named ? NodeKind.SELF_ASSESSMENT : NodeKind.TIER));
    } else if (PlainText.of(opening.blocks()) != null) {
      warnOfEntries(opening, contents);
      drafts.add(sections.note(opening));
    }
  }

  /**
   * @param named whether the tiers are told by their names
   */
  Draft outermost(Section section, boolean named) {
    Contents contents = Contents.deep(reading.document, section);
    boolean tier = named ? Vocabulary.namesLevel(section.title()) : isTier(section);
    if (tier) {
      return sections.curriculum(section, NodeKind.TIER);
    }
    if (contents.isPlan()) {
      return sections.plan(section);
    }
    if (contents.tasks()
        || (contents.isCurriculum() && Vocabulary.namesSelfAssessment(section.title()))) {
      return sections.curriculum(section, NodeKind.SELF_ASSESSMENT);
    }
    warnOfEntries(section, contents);
    return sections.note(section);
  }

  private void warnOfEntries(Section section, Contents contents) {
    if (contents.isCurriculum()) {
      reading.warn(
          section.line(), "the list below this stands outside the tiers; it is kept as a note");
    }
  }
}
