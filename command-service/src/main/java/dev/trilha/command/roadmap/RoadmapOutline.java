package dev.trilha.command.roadmap;

import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A published version of a roadmap, compiled for counting. Its leaves are numbered in the
 * document's order, so that the leaves below a node are a range, and what a learner did is a bit
 * per leaf. Immutable and shared by all enrollments.
 */
public final class RoadmapOutline {
  /** The place of what counts for nothing: behind all leaves. */
  private static final int NOWHERE = Integer.MAX_VALUE;

  /**
   * A node with what is below it.
   *
   * @param parent absent at the top
   * @param leaf whether it is ticked itself; nothing is that stands below what is only read
   * @param firstLeaf the number of the first leaf below the node, or its own; behind all leaves
   *     where a node stands below what is only read
   * @param endLeaf one past the last of them
   * @param plain whether every leaf below counts for itself, with no choice among them: then
   *     counting the range is enough
   */
  public record Node(
      NodeId id,
      NodeKind kind,
      String title,
      @Nullable Node parent,
      @Nullable CompletionRule rule,
      boolean leaf,
      int firstLeaf,
      int endLeaf,
      boolean plain,
      List<Node> children) {

    /** The nodes above, outermost first. */
    public List<Node> ancestors() {
      List<Node> ancestors = new ArrayList<>();
      for (Node node = parent; node != null; node = node.parent) {
        ancestors.addFirst(node);
      }
      return ancestors;
    }

    /** Identity is enough, and the tree refers to itself. */
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }

    @Override
    public String toString() {
      return kind + " " + id;
    }
  }

  private final RoadmapId roadmapId;
  private final int version;
  private final String title;
  private final Map<NodeId, Node> nodes = new LinkedHashMap<>();
  private final List<Node> leaves = new ArrayList<>();
  private final List<Node> tiers;

  private RoadmapOutline(RoadmapPublished published) {
    this.roadmapId = published.roadmapId();
    this.version = published.version();
    this.title = published.title();
    this.tiers =
        compile(published.children(), null, true).stream()
            .filter(node -> node.kind() == NodeKind.TIER)
            .toList();
  }

  public static RoadmapOutline of(RoadmapPublished published) {
    return new RoadmapOutline(published);
  }

  private List<Node> compile(List<RoadmapNode> sources, @Nullable Node parent, boolean counted) {
    List<Node> compiled = new ArrayList<>(sources.size());
    for (RoadmapNode source : sources) {
      compiled.add(compile(source, parent, counted));
    }
    return compiled;
  }

  private Node compile(RoadmapNode source, @Nullable Node parent, boolean counted) {
    int firstLeaf = counted ? leaves.size() : NOWHERE;
    List<Node> children = new ArrayList<>(source.children().size());
    if (counted && source.leaf()) {
      Node leaf =
          new Node(
              source.id(),
              source.kind(),
              source.title(),
              parent,
              null,
              true,
              firstLeaf,
              firstLeaf + 1,
              true,
              List.of());
      leaves.add(leaf);
      nodes.put(leaf.id(), leaf);
      return leaf;
    }
    int endLeaf = counted ? firstLeaf + leavesBelow(source) : NOWHERE;
    Node node =
        new Node(
            source.id(),
            source.kind(),
            source.title(),
            parent,
            source.rule(),
            false,
            firstLeaf,
            endLeaf,
            isPlain(source),
            children);
    nodes.put(node.id(), node);
    children.addAll(compile(source.children(), node, counted && !source.kind().isOnlyRead()));
    return node;
  }

  private static int leavesBelow(RoadmapNode node) {
    if (node.kind().isOnlyRead()) {
      return 0;
    }
    return node.leaf() ? 1 : node.children().stream().mapToInt(RoadmapOutline::leavesBelow).sum();
  }

  private static boolean isPlain(RoadmapNode node) {
    return node.kind().isOnlyRead()
        || (!(node.rule() instanceof CompletionRule.Any)
            && node.children().stream().allMatch(RoadmapOutline::isPlain));
  }

  public RoadmapId roadmapId() {
    return roadmapId;
  }

  public int version() {
    return version;
  }

  public String title() {
    return title;
  }

  public List<Node> tiers() {
    return tiers;
  }

  /** How many leaves there are, those outside the tiers included. */
  public int leafCount() {
    return leaves.size();
  }

  public Node leaf(int number) {
    return leaves.get(number);
  }

  public Optional<Node> find(NodeId id) {
    return Optional.ofNullable(nodes.get(id));
  }

  /** Every node that can have a tally: those with something to tick below them. */
  public List<Node> sections() {
    return nodes.values().stream()
        .filter(node -> !node.leaf() && node.endLeaf() > node.firstLeaf())
        .toList();
  }
}
