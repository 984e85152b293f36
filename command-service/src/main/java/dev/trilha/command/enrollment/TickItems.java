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
 * @param strict refuse the whole command when one item cannot be ticked, instead of answering for
 *     it alone
 * @param matchedWith the version of the roadmap that the items are of: when the enrollment is on
 *     another, nothing is ticked. Absent when it does not matter
 * @param onlyForward leave alone what a tick would take something back of
 */
record TickItems(
    @TargetAggregateIdentifier StreamId.OfEnrollment stream,
    List<Tick> ticks,
    @Nullable Long expectedVersion,
    boolean strict,
    @Nullable Integer matchedWith,
    boolean onlyForward)
    implements Command<TickItems.Result> {

  TickItems(
      StreamId.OfEnrollment stream,
      List<Tick> ticks,
      @Nullable Long expectedVersion,
      boolean strict) {
    this(stream, ticks, expectedVersion, strict, null, false);
  }

  /**
   * @param at when the learner says it happened
   */
  record Tick(NodeId itemId, ItemStatus status, Instant at) {
    /**
     * What it is about.
     *
     * @param strict refuse what cannot be ticked, instead of saying so in the outcome
     */
    Aim aim(RoadmapOutline outline, boolean strict) {
      Optional<Node> item =
          outline
              .find(itemId)
              .filter(node -> node.kind() == NodeKind.ITEM && node.endLeaf() > node.firstLeaf());
      if (item.isEmpty()) {
        if (strict) {
          throw new Refusal.NotFound(ProblemType.UNKNOWN_ITEM, "item " + itemId);
        }
        return new Aim(Outcome.UNKNOWN_ITEM, List.of());
      }
      Node node = item.get();
      if (!node.plain()) {
        if (strict) {
          throw Refusal.Invalid.unacceptable(
              "itemId",
              "leaves no choice inside it: tick the sub-items of %s that were chosen"
                  .formatted(itemId));
        }
        return new Aim(Outcome.LEAVES_A_CHOICE, List.of());
      }
      List<Node> leaves = new ArrayList<>(node.endLeaf() - node.firstLeaf());
      for (int leaf = node.firstLeaf(); leaf < node.endLeaf(); leaf++) {
        leaves.add(outline.leaf(leaf));
      }
      return new Aim(Outcome.UNCHANGED, leaves);
    }
  }

  /**
   * @param outcome of the tick, when it changes none of the leaves
   * @param leaves that it is about: the item itself, or all its sub-items
   */
  record Aim(Outcome outcome, List<Node> leaves) {}

  /** What became of one tick. */
  enum Outcome {
    CHANGED,
    UNCHANGED,
    UNKNOWN_ITEM,
    /** It leaves a choice: its sub-items are ticked instead. */
    LEAVES_A_CHOICE
  }

  /**
   * @param version how many events the stream has now
   * @param outcomes one for each tick, in their order
   * @param completed what the ticks finished
   * @param roadmapVersion the version of the roadmap that it was decided on
   */
  record Result(
      long version, List<Outcome> outcomes, List<Completed> completed, int roadmapVersion) {
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
