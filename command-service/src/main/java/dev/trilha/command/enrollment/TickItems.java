package dev.trilha.command.enrollment;

import dev.trilha.command.eventstore.Command;
import dev.trilha.command.problem.Refusal;
import dev.trilha.command.roadmap.RoadmapOutline;
import dev.trilha.command.roadmap.RoadmapOutline.Node;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.problem.ProblemType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * Set the status of items, in one append. Ticking is enrolling: the first tick makes the
 * enrollment.
 *
 * @param expectedVersion refuse when the stream is at another version
 * @param strict refuse the whole command when one item is unknown, instead of answering for it
 *     alone
 */
record TickItems(
    @TargetAggregateIdentifier StreamId.OfEnrollment stream,
    List<Tick> ticks,
    @Nullable Long expectedVersion,
    boolean strict)
    implements Command<TickItems.Result> {

  /**
   * @param at when the learner says it happened
   */
  record Tick(NodeId itemId, ItemStatus status, Instant at) {
    /**
     * The leaves that it is about: the item itself, or all its sub-items. None when there is no
     * such item.
     *
     * @param strict refuse an unknown item instead
     */
    List<Node> leaves(RoadmapOutline outline, boolean strict) {
      Optional<Node> item =
          outline
              .find(itemId)
              .filter(node -> node.kind() == NodeKind.ITEM && node.endLeaf() > node.firstLeaf());
      if (item.isEmpty()) {
        if (strict) {
          throw new Refusal.NotFound(ProblemType.UNKNOWN_ITEM, "item " + itemId);
        }
        return List.of();
      }
      Node node = item.get();
      if (!node.plain()) {
        throw Refusal.Invalid.unacceptable(
            "itemId", "leaves no choice inside it: tick the sub-items that were chosen");
      }
      List<Node> leaves = new ArrayList<>();
      for (int leaf = node.firstLeaf(); leaf < node.endLeaf(); leaf++) {
        leaves.add(outline.leaf(leaf));
      }
      return leaves;
    }
  }

  /** What became of one tick. */
  enum Outcome {
    CHANGED,
    UNCHANGED,
    UNKNOWN_ITEM
  }

  /**
   * @param version how many events the stream has now
   * @param outcomes one for each tick, in their order
   * @param completed what the ticks finished
   */
  record Result(long version, List<Outcome> outcomes, List<Completed> completed) {
    boolean changed() {
      return outcomes.contains(Outcome.CHANGED);
    }
  }

  /**
   * Something that a tick finished: a topic, a tier, or the roadmap (whose id is the roadmap's).
   */
  record Completed(String kind, String id, String title) {
    static Completed of(Node node) {
      return new Completed(
          node.kind() == NodeKind.TIER ? "tier" : "topic", node.id().value(), node.title());
    }
  }
}
