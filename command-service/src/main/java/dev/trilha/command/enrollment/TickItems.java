package dev.trilha.command.enrollment;

import dev.trilha.command.eventstore.Command;
import dev.trilha.command.roadmap.RoadmapOutline;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.StreamId;
import java.time.Instant;
import java.util.List;
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
  record Tick(NodeId itemId, ItemStatus status, Instant at) {}

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
    static Completed of(RoadmapOutline.Node node) {
      return new Completed(
          node.kind() == NodeKind.TIER ? "tier" : "topic", node.id().value(), node.title());
    }
  }
}
