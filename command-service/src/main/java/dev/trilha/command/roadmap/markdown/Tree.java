package dev.trilha.command.roadmap.markdown;

import dev.trilha.command.roadmap.markdown.RoadmapTooLargeException.Limit;
import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns drafts into the nodes of a roadmap. */
final class Tree {
  private final Map<Draft, NodeId> ids;

  private Tree(Map<Draft, NodeId> ids) {
    this.ids = ids;
  }

  /**
   * @param before the tree of the version before; empty when this is the first
   * @throws RoadmapTooLargeException when the tree is too deep
   */
  static Tree of(List<Draft> roots, List<RoadmapNode> before, ImportLimits limits) {
    roots.forEach(root -> requireDepth(root, limits.depth(), limits));
    Set<NodeId> former = new HashSet<>();
    collectIds(before, former);
    return new Tree(NodeIds.of(roots, Succession.of(roots, before), former));
  }

  List<RoadmapNode> nodes(List<Draft> roots) {
    return roots.stream().map(root -> node(root, true)).toList();
  }

  NodeId id(Draft draft) {
    NodeId id = ids.get(draft);
    if (id == null) {
      throw new IllegalStateException("a node of line " + draft.line + " has no id");
    }
    return id;
  }

  private static void collectIds(List<RoadmapNode> nodes, Set<NodeId> ids) {
    for (RoadmapNode node : nodes) {
      ids.add(node.id());
      collectIds(node.children(), ids);
    }
  }

  /**
   * How many leaves a node counts for: all of its children's, or as many children as it asks for;
   * fewer when fewer have anything to count.
   */
  static int total(@Nullable CompletionRule rule, boolean leaf, List<RoadmapNode> children) {
    return switch (rule) {
      case null -> leaf ? 1 : 0;
      case CompletionRule.All ignored -> children.stream().mapToInt(RoadmapNode::total).sum();
      case CompletionRule.Any any ->
          (int) Math.min(any.n(), children.stream().filter(child -> child.total() > 0).count());
    };
  }

  private static void requireDepth(Draft draft, int levelsLeft, ImportLimits limits) {
    if (levelsLeft == 0 && !draft.kind.isRemark()) {
      throw new RoadmapTooLargeException(Limit.DEPTH, limits.depth(), draft.line);
    }
    draft.children.forEach(child -> requireDepth(child, levelsLeft - 1, limits));
  }

  /**
   * @param counted whether nothing above is only read: what stands below that cannot be ticked
   */
  private RoadmapNode node(Draft draft, boolean counted) {
    boolean within = counted && !draft.isOnlyRead();
    List<RoadmapNode> children = draft.children.stream().map(child -> node(child, within)).toList();
    CompletionRule rule = draft.rule();
    boolean leaf = counted && draft.isLeaf();
    return new RoadmapNode(
        id(draft),
        draft.kind,
        draft.title,
        rule,
        leaf,
        total(rule, leaf, children),
        draft.text(),
        draft.url,
        draft.weeks,
        draft.annotation,
        draft.table,
        draft.chain,
        children);
  }
}
