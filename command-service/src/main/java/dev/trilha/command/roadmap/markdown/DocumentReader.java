package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.NodeKind;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;

/**
 * Decides what the outermost sections of a document are.
 *
 * <p>When at least two of them are named as levels ("Tier 1", "Nível Iniciante", "Phase 2"), those
 * are the tiers, with whatever stands between them and holds something to learn; a checklist before
 * the first or behind the last is a self-assessment. Otherwise every section that holds something
 * to learn is a tier. Everything else is only read. A document without any tier becomes one.
 */
final class DocumentReader {
  /**
   * Where the sections that are named as levels stand.
   *
   * @param first line of the first of them, {@code last} of the last
   */
  record Levels(boolean named, int first, int last) {
    /** Of a part of a document that has none, and whose other parts are the tiers. */
    static final Levels ELSEWHERE = new Levels(true, 0, 0);

    static Levels of(List<Section> sections) {
      IntSummaryStatistics lines =
          sections.stream()
              .filter(section -> Vocabulary.namesLevel(section.title()))
              .mapToInt(Section::line)
              .summaryStatistics();
      return new Levels(lines.getCount() > 1, lines.getMin(), lines.getMax());
    }

    boolean surround(Section section) {
      return section.line() > first && section.line() < last;
    }
  }

  private final Reading reading;
  private final SectionReader sections;
  private final List<Draft> drafts = new ArrayList<>();

  DocumentReader(Reading reading) {
    this.reading = reading;
    this.sections = new SectionReader(reading);
  }

  List<Draft> read(TitlePage page) {
    List<Section> candidates = withNamedLevels(page.sections());
    Levels levels = Levels.of(candidates);
    Section opening = new Section(1, page.title(), page.line(), page.before(), List.of());
    boolean anyTier = levels.named() || candidates.stream().anyMatch(this::isTier);
    if (!anyTier) {
      drafts.add(sections.curriculum(oneTier(opening, candidates), NodeKind.TIER));
      return drafts;
    }
    readOpening(opening, levels.named());
    candidates.forEach(section -> drafts.add(outermost(section, levels)));
    return drafts;
  }

  /** Levels may stand one heading deeper, below a heading that only introduces them. */
  private static List<Section> withNamedLevels(List<Section> outermost) {
    if (Levels.of(outermost).named()) {
      return outermost;
    }
    List<Section> flattened = new ArrayList<>();
    for (Section section : outermost) {
      if (Levels.of(section.children()).named()) {
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
      if (named) {
        warnOfSelfAssessment(opening);
      }
      drafts.add(sections.curriculum(opening, named ? NodeKind.SELF_ASSESSMENT : NodeKind.TIER));
    } else if (PlainText.of(opening.blocks()) != null) {
      warnOfEntries(opening, contents);
      drafts.add(sections.note(opening));
    }
  }

  /**
   * @param levels which tell the tiers, if there are any
   */
  Draft outermost(Section section, Levels levels) {
    Contents contents = Contents.deep(reading.document, section);
    boolean level = levels.named() && Vocabulary.namesLevel(section.title());
    boolean told = levels.named() && !levels.surround(section);
    if (level || (!told && isTier(section))) {
      return sections.curriculum(section, NodeKind.TIER);
    }
    if (contents.isPlan()) {
      return sections.plan(section);
    }
    if (contents.tasks()
        || (contents.isCurriculum() && Vocabulary.namesSelfAssessment(section.title()))) {
      if (!Vocabulary.namesSelfAssessment(section.title())) {
        warnOfSelfAssessment(section);
      }
      return sections.curriculum(section, NodeKind.SELF_ASSESSMENT);
    }
    warnOfEntries(section, contents);
    return sections.note(section);
  }

  private void warnOfSelfAssessment(Section section) {
    reading.warn(
        section.line(),
        "the checklist below this stands outside the tiers; it is a self-assessment and counts for"
            + " none of them");
  }

  private void warnOfEntries(Section section, Contents contents) {
    if (contents.isCurriculum()) {
      reading.warn(
          section.line(), "the list below this stands outside the tiers; it is kept as a note");
    }
  }
}
