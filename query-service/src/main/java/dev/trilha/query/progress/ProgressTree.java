package dev.trilha.query.progress;

import dev.trilha.query.progress.StoredProgress.StoredItem;
import dev.trilha.query.progress.StoredProgress.StoredSection;
import dev.trilha.query.roadmap.RoadmapTree;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A roadmap's tree with the learner's numbers on it. The tree says which sections there are and
 * what they count; a section without a stored tally has not been touched.
 *
 * @param selfAssessments checklists outside the tiers
 * @param items of this version of the roadmap
 */
record ProgressTree(
    List<TierProgress> tiers, List<SectionProgress> selfAssessments, List<StoredItem> items) {
  /** As long as the roadmap's publication has not arrived. */
  static ProgressTree unknown(List<StoredItem> items) {
    return new ProgressTree(List.of(), List.of(), items);
  }

  static ProgressTree merge(
      RoadmapTree tree, Collection<StoredSection> tallies, Collection<StoredItem> items) {
    Map<String, StoredSection> byId =
        tallies.stream().collect(Collectors.toMap(StoredSection::id, Function.identity()));
    Set<String> leaves = new HashSet<>();
    tree.children().forEach(child -> collectLeaves(child, leaves));
    return new ProgressTree(
        tree.children().stream()
            .filter(child -> child.kind() == NodeKind.TIER)
            .map(child -> tier(child, byId))
            .toList(),
        tree.children().stream()
            .filter(child -> child.kind() == NodeKind.SELF_ASSESSMENT)
            .map(child -> section(child, byId))
            .toList(),
        items.stream().filter(item -> leaves.contains(item.id())).toList());
  }

  private static TierProgress tier(RoadmapNode node, Map<String, StoredSection> tallies) {
    StoredSection tally = tallyOf(node, tallies);
    return new TierProgress(
        node.id().value(),
        node.title(),
        tally.done(),
        tally.skipped(),
        tally.total(),
        Percent.of(tally.done(), tally.skipped(), tally.total()),
        tally.completedAt(),
        sectionsBelow(node, tallies));
  }

  private static SectionProgress section(RoadmapNode node, Map<String, StoredSection> tallies) {
    StoredSection tally = tallyOf(node, tallies);
    return new SectionProgress(
        node.id().value(),
        node.kind().wireName(),
        node.title(),
        tally.done(),
        tally.skipped(),
        tally.total(),
        Percent.of(tally.done(), tally.skipped(), tally.total()),
        tally.completedAt(),
        sectionsBelow(node, tallies));
  }

  private static List<SectionProgress> sectionsBelow(
      RoadmapNode node, Map<String, StoredSection> tallies) {
    return node.children().stream()
        .filter(ProgressTree::isSection)
        .map(child -> section(child, tallies))
        .toList();
  }

  private static StoredSection tallyOf(RoadmapNode node, Map<String, StoredSection> tallies) {
    StoredSection tally = tallies.get(node.id().value());
    return tally != null ? tally : new StoredSection(node.id().value(), 0, 0, node.total(), null);
  }

  private static boolean isSection(RoadmapNode node) {
    return !node.leaf() && !node.kind().isOnlyRead();
  }

  private static void collectLeaves(RoadmapNode node, Set<String> leaves) {
    if (node.leaf()) {
      leaves.add(node.id().value());
    }
    node.children().forEach(child -> collectLeaves(child, leaves));
  }
}
