package dev.trilha.query.checker;

import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.SectionTally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A node of a roadmap, and what a learner's states come to below it.
 *
 * @param any how many children are asked for; 0 for all
 */
record Node(String id, NodeKind kind, int any, List<Node> children) {
  record Tally(int done, int skipped, int total) {
    boolean complete() {
      return done > 0 && done + skipped >= total;
    }
  }

  /** Seven leaves count of nine: two of three options, one of which consists of two leaves. */
  static Node tier(int number) {
    String prefix = "t" + number + "-";
    return new Node(
        prefix + "tier",
        NodeKind.TIER,
        0,
        List.of(
            section(
                prefix + "topic", 0, leaf(prefix + "a"), leaf(prefix + "b"), leaf(prefix + "c")),
            section(
                prefix + "choice",
                2,
                leaf(prefix + "d"),
                leaf(prefix + "e"),
                section(prefix + "option", 0, leaf(prefix + "f"), leaf(prefix + "g"))),
            new Node(
                prefix + "item",
                NodeKind.ITEM,
                0,
                List.of(leaf(prefix + "h"), leaf(prefix + "i")))));
  }

  static Node outsideTheTiers() {
    return new Node("habits", NodeKind.SELF_ASSESSMENT, 0, List.of(leaf("daily"), leaf("weekly")));
  }

  private static Node section(String id, int any, Node... children) {
    return new Node(id, NodeKind.TOPIC, any, List.of(children));
  }

  private static Node leaf(String id) {
    return new Node(id, NodeKind.ITEM, 0, List.of());
  }

  boolean isLeaf() {
    return children.isEmpty();
  }

  List<Node> leaves() {
    return isLeaf()
        ? List.of(this)
        : children.stream().flatMap(child -> child.leaves().stream()).toList();
  }

  /**
   * @param states by the id of the leaf
   */
  Tally tally(Map<String, String> states) {
    if (isLeaf()) {
      String state = states.getOrDefault(id, "todo");
      return new Tally(state.equals("done") ? 1 : 0, state.equals("skipped") ? 1 : 0, 1);
    }
    List<Tally> parts = children.stream().map(child -> child.tally(states)).toList();
    if (any == 0) {
      return new Tally(
          parts.stream().mapToInt(Tally::done).sum(),
          parts.stream().mapToInt(Tally::skipped).sum(),
          parts.stream().mapToInt(Tally::total).sum());
    }
    int complete = (int) parts.stream().filter(Tally::complete).count();
    int gone =
        (int) parts.stream().filter(one -> !one.complete() && one.skipped() == one.total()).count();
    return new Tally(Math.min(any, complete), Math.max(0, any - (parts.size() - gone)), any);
  }

  /** Of this and the nodes between it and the leaf, outermost first; none when it is elsewhere. */
  List<SectionTally> above(String leaf, Map<String, String> states) {
    if (isLeaf() || leaves().stream().noneMatch(one -> one.id().equals(leaf))) {
      return List.of();
    }
    Tally tally = tally(states);
    List<SectionTally> tallies = new ArrayList<>();
    tallies.add(new SectionTally(new NodeId(id), tally.done(), tally.skipped(), tally.total()));
    children.forEach(child -> tallies.addAll(child.above(leaf, states)));
    return tallies;
  }

  RoadmapNode published() {
    return new RoadmapNode(
        new NodeId(id),
        kind,
        "The " + id,
        isLeaf() ? null : any == 0 ? CompletionRule.ALL : new CompletionRule.Any(any),
        isLeaf(),
        tally(Map.of()).total(),
        null,
        null,
        children.stream().map(Node::published).toList());
  }
}
