package dev.trilha.query.roadmap;

import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.PlanMapping;
import dev.trilha.schemas.RoadmapNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the rows of a roadmap's plan are about, as somebody said.
 *
 * @param version changes with every mapping; 0 when there never was one
 * @param rows those that are mapped to something, in the plan's order
 */
public record PlannedTopics(long version, List<PlanMapping> rows) {
  public static final PlannedTopics NONE = new PlannedTopics(0, List.of());

  public PlannedTopics {
    rows = List.copyOf(rows);
  }

  /** What of it there is in a version of the roadmap, be it another one than it was made for. */
  PlannedTopics in(RoadmapTree tree) {
    if (rows.isEmpty()) {
      return this;
    }
    Set<NodeId> ids = new HashSet<>();
    tree.children().forEach(child -> collect(child, ids));
    return new PlannedTopics(
        version,
        rows.stream()
            .filter(row -> ids.contains(row.id()))
            .map(row ->
                new PlanMapping(row.id(), row.topics().stream().filter(ids::contains).toList()))
            .filter(row -> !row.topics().isEmpty())
            .toList());
  }

  private static void collect(RoadmapNode node, Set<NodeId> ids) {
    ids.add(node.id());
    node.children().forEach(child -> collect(child, ids));
  }
}
