package dev.trilha.command.enrollment;

import dev.trilha.command.enrollment.TickItems.Tick;
import dev.trilha.command.roadmap.RoadmapOutline.Node;
import dev.trilha.command.roadmap.Tally;
import dev.trilha.schemas.EnrollmentEvent.ItemCompleted;
import dev.trilha.schemas.EnrollmentEvent.ItemEvent;
import dev.trilha.schemas.EnrollmentEvent.ItemReopened;
import dev.trilha.schemas.EnrollmentEvent.ItemSkipped;
import dev.trilha.schemas.EnrollmentEvent.ItemStarted;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.SectionTally;
import dev.trilha.schemas.StreamId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a tick: the event of its status, where the leaf stands, and the numbers of
 * everything above it.
 */
final class ItemEvents {
  private ItemEvents() {}

  /** The constructor that the events of a leaf have in common. */
  private interface Kind {
    ItemEvent of(
        LearnerId learnerId,
        RoadmapId roadmapId,
        int roadmapVersion,
        NodeId itemId,
        @Nullable NodeId tierId,
        @Nullable NodeId topicId,
        Instant at,
        int done,
        int skipped,
        int total,
        List<SectionTally> sections);
  }

  /**
   * @param after the progress after the tick
   */
  static ItemEvent of(StreamId.OfEnrollment stream, Tick tick, Node leaf, Progress after) {
    Kind kind =
        switch (tick.status()) {
          case DONE -> ItemCompleted::new;
          case SKIPPED -> ItemSkipped::new;
          case IN_PROGRESS -> ItemStarted::new;
          case TODO -> ItemReopened::new;
        };
    List<Node> above = leaf.ancestors();
    Tally all = after.tally();
    return kind.of(
        stream.learnerId(),
        stream.roadmapId(),
        after.outline().version(),
        leaf.id(),
        first(above, NodeKind.TIER),
        first(above, NodeKind.TOPIC),
        tick.at(),
        all.done(),
        all.skipped(),
        all.total(),
        after.sections(above));
  }

  private static @Nullable NodeId first(List<Node> nodes, NodeKind kind) {
    return nodes.stream()
        .filter(node -> node.kind() == kind)
        .map(Node::id)
        .findFirst()
        .orElse(null);
  }
}
