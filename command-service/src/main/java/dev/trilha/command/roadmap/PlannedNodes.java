package dev.trilha.command.roadmap;

import dev.trilha.command.problem.Refusal;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.PlanMapping;
import dev.trilha.schemas.RoadmapNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which nodes of a version are rows of its plan, and which may be planned. */
final class PlannedNodes {
  /** Each with its place in the document. */
  private final Map<NodeId, Integer> rows = new HashMap<>();

  private final Map<NodeId, Integer> topics = new HashMap<>();

  private PlannedNodes() {}

  static PlannedNodes of(List<RoadmapNode> children) {
    PlannedNodes nodes = new PlannedNodes();
    children.forEach(child -> nodes.collect(child, child.kind() == NodeKind.TIER));
    return nodes;
  }

  private void collect(RoadmapNode node, boolean insideTier) {
    int place = rows.size() + topics.size();
    if (node.kind() == NodeKind.PLAN_ROW) {
      rows.put(node.id(), place);
    } else if (insideTier && !node.kind().isOnlyRead()) {
      topics.put(node.id(), place);
    }
    node.children().forEach(child -> collect(child, insideTier));
  }

  /**
   * The mapping in the document's order, without rows that are mapped to nothing.
   *
   * @throws Refusal.Invalid when a row or a node is none of this version, or stands twice
   */
  List<PlanMapping> checked(List<PlanMapping> mapping) {
    Set<NodeId> seen = new HashSet<>();
    for (int i = 0; i < mapping.size(); i++) {
      String field = "rows[%d]".formatted(i);
      NodeId row = mapping.get(i).id();
      if (!rows.containsKey(row)) {
        throw Refusal.Invalid.unacceptable(field + ".id", "is a row of the roadmap's plan");
      }
      if (!seen.add(row)) {
        throw Refusal.Invalid.unacceptable(field + ".id", "stands only once in a mapping");
      }
      requireTopics(field + ".topics", mapping.get(i).topics());
    }
    return inOrder(mapping);
  }

  private void requireTopics(String field, List<NodeId> ids) {
    Set<NodeId> seen = new HashSet<>();
    for (int i = 0; i < ids.size(); i++) {
      String place = "%s[%d]".formatted(field, i);
      if (!topics.containsKey(ids.get(i))) {
        throw Refusal.Invalid.unacceptable(place, "is a section or an item of a tier");
      }
      if (!seen.add(ids.get(i))) {
        throw Refusal.Invalid.unacceptable(place, "stands only once in a row");
      }
    }
  }

  /** What is left of a mapping of another version. */
  List<PlanMapping> surviving(List<PlanMapping> mapping) {
    return inOrder(
        mapping.stream()
            .filter(row -> rows.containsKey(row.id()))
            .map(row ->
                new PlanMapping(
                    row.id(), row.topics().stream().filter(topics::containsKey).toList()))
            .toList());
  }

  private List<PlanMapping> inOrder(List<PlanMapping> mapping) {
    return mapping.stream()
        .filter(row -> !row.topics().isEmpty())
        .sorted(Comparator.comparing(row -> rows.getOrDefault(row.id(), 0)))
        .map(row ->
            new PlanMapping(
                row.id(),
                row.topics().stream()
                    .sorted(Comparator.comparing(id -> topics.getOrDefault(id, 0)))
                    .toList()))
        .toList();
  }

  /** What one mapping has that another has not. */
  static List<PlanMapping> lost(List<PlanMapping> before, List<PlanMapping> now) {
    Map<NodeId, Set<NodeId>> kept = new LinkedHashMap<>();
    now.forEach(row -> kept.put(row.id(), Set.copyOf(row.topics())));
    List<PlanMapping> lost = new ArrayList<>();
    for (PlanMapping row : before) {
      Set<NodeId> still = kept.getOrDefault(row.id(), Set.of());
      List<NodeId> gone = row.topics().stream().filter(id -> !still.contains(id)).toList();
      if (!gone.isEmpty()) {
        lost.add(new PlanMapping(row.id(), gone));
      }
    }
    return lost;
  }
}
