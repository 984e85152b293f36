package dev.trilha.command.enrollment;

import dev.trilha.command.roadmap.RoadmapOutline.Node;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.SectionTally;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a leaf stands in the tree, and the numbers of everything above it. */
record Standing(@Nullable NodeId tierId, @Nullable NodeId topicId, List<SectionTally> sections) {
  static Standing of(Node leaf, Progress progress) {
    List<Node> above = leaf.ancestors();
    return new Standing(
        first(above, NodeKind.TIER), first(above, NodeKind.TOPIC), progress.sections(above));
  }

  private static @Nullable NodeId first(List<Node> nodes, NodeKind kind) {
    return nodes.stream()
        .filter(node -> node.kind() == kind)
        .map(Node::id)
        .findFirst()
        .orElse(null);
  }
}
