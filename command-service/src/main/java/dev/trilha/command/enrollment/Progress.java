package dev.trilha.command.enrollment;

import dev.trilha.command.roadmap.RoadmapOutline;
import dev.trilha.command.roadmap.RoadmapOutline.Node;
import dev.trilha.command.roadmap.Tally;
import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.SectionTally;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a learner did on one version of a roadmap, and what it comes to. Immutable. */
final class Progress {
  private final RoadmapOutline outline;
  private final LeafSet started;
  private final LeafSet done;
  private final LeafSet skipped;

  /**
   * What was done to items that this version does not have: it counts for nothing, and is back when
   * they are.
   */
  private final Map<NodeId, ItemStatus> elsewhere;

  Progress(RoadmapOutline outline) {
    this(
        outline,
        new LeafSet(outline.leafCount()),
        new LeafSet(outline.leafCount()),
        new LeafSet(outline.leafCount()),
        Map.of());
  }

  private Progress(
      RoadmapOutline outline,
      LeafSet started,
      LeafSet done,
      LeafSet skipped,
      Map<NodeId, ItemStatus> elsewhere) {
    this.outline = outline;
    this.started = started;
    this.done = done;
    this.skipped = skipped;
    this.elsewhere = elsewhere;
  }

  RoadmapOutline outline() {
    return outline;
  }

  ItemStatus status(int leaf) {
    if (done.contains(leaf)) {
      return ItemStatus.DONE;
    }
    if (skipped.contains(leaf)) {
      return ItemStatus.SKIPPED;
    }
    return started.contains(leaf) ? ItemStatus.IN_PROGRESS : ItemStatus.TODO;
  }

  /**
   * The progress after one leaf took another status. What was ticked below a note, when that could
   * be done, has no place among the leaves and changes nothing.
   */
  Progress with(int leaf, ItemStatus status) {
    if (leaf >= outline.leafCount()) {
      return this;
    }
    return new Progress(
        outline,
        started.with(leaf, status == ItemStatus.IN_PROGRESS),
        done.with(leaf, status == ItemStatus.DONE),
        skipped.with(leaf, status == ItemStatus.SKIPPED),
        elsewhere);
  }

  /** The same deeds on another version: matched by the id of the item. */
  Progress on(RoadmapOutline other) {
    return of(other, statuses());
  }

  /**
   * A leaf that takes a status over from what it was a part of, or from its parts: {@code TODO},
   * too, where those were opened again.
   */
  record Inheritance(Node leaf, ItemStatus status) {}

  /**
   * What items that got or lost their sub-items on another version take over, in its order: the new
   * sub-items of a ticked leaf its status, since a tick on an item is a tick on all below it; an
   * item that is a leaf now that of its sub-items, if all of them were done or skipped. What such a
   * leaf was on an earlier version comes back only if it was not handed on meanwhile.
   */
  List<Inheritance> inherited(RoadmapOutline other) {
    Progress moved = on(other);
    List<Inheritance> inherited = new ArrayList<>();
    for (int number = 0; number < other.leafCount(); number++) {
      Node leaf = other.leaf(number);
      Node source = formerly(leaf);
      if (source != null && (isOpen(moved.status(number)) || moved.handedOn(leaf, source))) {
        ItemStatus status = settled(source);
        boolean begun = status == ItemStatus.TODO && isOpen(moved.status(number));
        if (status != moved.status(number) && !begun) {
          inherited.add(new Inheritance(leaf, status));
        }
      }
    }
    return inherited;
  }

  private static boolean isOpen(ItemStatus status) {
    return status == ItemStatus.TODO || status == ItemStatus.IN_PROGRESS;
  }

  /**
   * Whether what is known of a leaf here, from an earlier version, went over to the source when
   * that took its place: the parts get all that their item was, an item is done by all its parts.
   */
  private boolean handedOn(Node leaf, Node source) {
    return source.id().equals(leaf.id())
        || outline.find(source.id()).filter(item -> settled(item) != ItemStatus.TODO).isPresent();
  }

  /** What a leaf of another version was here when it was not a leaf; null when it always was. */
  private @Nullable Node formerly(Node leaf) {
    Optional<Node> same = outline.find(leaf.id());
    if (same.isPresent()) {
      return same.filter(node -> node.kind() == NodeKind.ITEM && !node.leaf()).orElse(null);
    }
    for (Node above : leaf.ancestors().reversed()) {
      Optional<Node> known = outline.find(above.id());
      if (known.isPresent()) {
        return known.filter(Node::leaf).orElse(null);
      }
    }
    return null;
  }

  private ItemStatus settled(Node node) {
    Tally tally = tally(node);
    if (tally.isComplete()) {
      return ItemStatus.DONE;
    }
    return tally.total() > 0 && tally.skipped() == tally.total()
        ? ItemStatus.SKIPPED
        : ItemStatus.TODO;
  }

  /** What was done, to items of other versions too; those that nothing was done to left out. */
  Map<NodeId, ItemStatus> statuses() {
    Map<NodeId, ItemStatus> deeds = new HashMap<>(elsewhere);
    for (int leaf = 0; leaf < outline.leafCount(); leaf++) {
      if (status(leaf) != ItemStatus.TODO) {
        deeds.put(outline.leaf(leaf).id(), status(leaf));
      }
    }
    return deeds;
  }

  /**
   * @param statuses of the leaves of any version
   */
  static Progress of(RoadmapOutline outline, Map<NodeId, ItemStatus> statuses) {
    Map<NodeId, ItemStatus> elsewhere = new HashMap<>(statuses);
    LeafSet started = new LeafSet(outline.leafCount());
    LeafSet done = new LeafSet(outline.leafCount());
    LeafSet skipped = new LeafSet(outline.leafCount());
    for (int leaf = 0; leaf < outline.leafCount(); leaf++) {
      ItemStatus status = elsewhere.remove(outline.leaf(leaf).id());
      started.set(leaf, status == ItemStatus.IN_PROGRESS);
      done.set(leaf, status == ItemStatus.DONE);
      skipped.set(leaf, status == ItemStatus.SKIPPED);
    }
    return new Progress(outline, started, done, skipped, Map.copyOf(elsewhere));
  }

  /** What everything below a node comes to. */
  Tally tally(Node node) {
    if (node.leaf()) {
      return Tally.leaf(done.contains(node.firstLeaf()), skipped.contains(node.firstLeaf()));
    }
    if (node.plain()) {
      return new Tally(
          done.count(node.firstLeaf(), node.endLeaf()),
          skipped.count(node.firstLeaf(), node.endLeaf()),
          node.endLeaf() - node.firstLeaf());
    }
    CompletionRule rule = node.rule() == null ? CompletionRule.ALL : node.rule();
    return Tally.of(rule, node.children().stream().map(this::tally).toList());
  }

  /** What the whole roadmap comes to: its tiers. */
  Tally tally() {
    return Tally.of(CompletionRule.ALL, outline.tiers().stream().map(this::tally).toList());
  }

  SectionTally section(Node node) {
    Tally tally = tally(node);
    return new SectionTally(node.id(), tally.done(), tally.skipped(), tally.total());
  }

  List<SectionTally> sections(List<Node> nodes) {
    return nodes.stream().map(this::section).toList();
  }

  /** Whether this version has such a node, and it is complete. */
  boolean isComplete(NodeId id) {
    return outline.find(id).filter(this::isComplete).isPresent();
  }

  boolean isComplete(Node node) {
    return tally(node).isComplete();
  }

  boolean isComplete() {
    return tally().isComplete();
  }
}
