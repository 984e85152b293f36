package dev.trilha.schemas;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a roadmap's tree.
 *
 * @param rule when the node counts as done, given its children; absent on a leaf and on a node that
 *     is only read (a note, a resource)
 * @param leaf whether it is ticked itself: an item without sub-items
 * @param total how many leaves it counts for: 1 for a leaf, the sum of its children under {@code
 *     all}, {@code n} under {@code any n}
 * @param text what stands below the title, as plain text; of a prerequisite chain, its source
 * @param url where a resource is found
 * @param weeks of a plan row
 * @param annotation of an annotation
 * @param table of a reference table
 * @param chain of a prerequisite chain
 */
public record RoadmapNode(
    NodeId id,
    NodeKind kind,
    String title,
    @Nullable CompletionRule rule,
    boolean leaf,
    int total,
    @Nullable String text,
    @Nullable String url,
    @Nullable Weeks weeks,
    @Nullable Annotation annotation,
    @Nullable ReferenceTable table,
    @Nullable PrerequisiteChain chain,
    List<RoadmapNode> children) {

  public RoadmapNode {
    children = List.copyOf(children);
  }

  /** A node that is no plan row, annotation, reference table or prerequisite chain. */
  public RoadmapNode(
      NodeId id,
      NodeKind kind,
      String title,
      @Nullable CompletionRule rule,
      boolean leaf,
      int total,
      @Nullable String text,
      @Nullable String url,
      List<RoadmapNode> children) {
    this(id, kind, title, rule, leaf, total, text, url, null, null, null, null, children);
  }
}
