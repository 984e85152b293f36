package dev.trilha.command.roadmap.markdown;

import dev.trilha.schemas.PlanMapping;
import dev.trilha.schemas.RoadmapId;
import java.util.List;

/**
 * What an import read, what it made of it, and what became of the version before.
 *
 * @param version the version this import made, or would make; 0 until the publisher has said so
 * @param changed whether the roadmap differs from the version before
 * @param topics headings right below a tier, also those that hold only books or challenges
 * @param items nodes of the tiers that can be done, with or without sub-items
 * @param leaves what progress counts: the sum of the tiers' totals, a choice counting what it asks
 *     for
 * @param checkboxes task-list entries of tiers and self-assessments, nested ones too, whatever they
 *     became
 * @param bullets the other list entries of the same sections
 * @param planRows rows of the plan; a row whose weeks were not read is text and none of them
 * @param selfAssessment leaves of the checklists outside the tiers
 * @param prerequisites members of the prerequisite chains
 * @param references rows of the tables that are called a reference; there may be others
 * @param encodingRepaired whether the text was damaged by a wrong character set and was repaired
 * @param added nodes that the version before lacks
 * @param removed nodes of the version before that are gone
 * @param moved nodes that hang elsewhere
 * @param reworded nodes with another title
 * @param reordered nodes that hang where they hung, in another order; the fewest that explain it
 * @param edited nodes of which something else is different, and what
 * @param document what is different of the roadmap itself: {@code title}, {@code language}. A
 *     version is made when one of these lists says something
 * @param unmapped what rows of the plan were mapped to and are no longer, because one or the other
 *     is gone
 * @param warnings what could not be understood, by line
 */
public record ImportReport(
    RoadmapId roadmapId,
    int version,
    boolean changed,
    int tiers,
    int topics,
    int items,
    int leaves,
    int checkboxes,
    int bullets,
    int planRows,
    int selfAssessment,
    int resources,
    int challenges,
    int prerequisites,
    int references,
    boolean encodingRepaired,
    List<NodeChange> added,
    List<NodeChange> removed,
    List<NodeChange> moved,
    List<NodeChange> reworded,
    List<NodeChange> reordered,
    List<NodeEdit> edited,
    List<String> document,
    List<PlanMapping> unmapped,
    List<Warning> warnings) {

  /**
   * @param line in the document as sent, from 1
   */
  public record Warning(int line, String message) {}

  public ImportReport {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    moved = List.copyOf(moved);
    reworded = List.copyOf(reworded);
    reordered = List.copyOf(reordered);
    edited = List.copyOf(edited);
    document = List.copyOf(document);
    unmapped = List.copyOf(unmapped);
    warnings = List.copyOf(warnings);
  }

  /** The same report, completed by what only the publisher knows. */
  public ImportReport against(
      int version, boolean changed, RoadmapChanges changes, List<PlanMapping> unmapped) {
    return new ImportReport(
        roadmapId,
        version,
        changed,
        tiers,
        topics,
        items,
        leaves,
        checkboxes,
        bullets,
        planRows,
        selfAssessment,
        resources,
        challenges,
        prerequisites,
        references,
        encodingRepaired,
        changes.added(),
        changes.removed(),
        changes.moved(),
        changes.reworded(),
        changes.reordered(),
        changes.edited(),
        changes.document(),
        unmapped,
        warnings);
  }
}
