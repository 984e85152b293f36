package dev.trilha.command.enrollment;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.trilha.command.enrollment.TickItems.Completed;
import dev.trilha.command.roadmap.RoadmapOutline;
import dev.trilha.command.roadmap.RoadmapOutline.Node;
import dev.trilha.command.roadmap.Tally;
import dev.trilha.schemas.EnrollmentEvent.RoadmapCompleted;
import dev.trilha.schemas.EnrollmentEvent.RoadmapReopened;
import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.EnrollmentEvent.TierReopened;
import dev.trilha.schemas.EnrollmentEvent.TopicCompleted;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapChange;
import dev.trilha.schemas.StreamId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Here it is decided that a topic, a tier or a roadmap is finished, or open again: by comparing
 * what was before a tick, or before an upgrade, with what is after it.
 */
final class Milestones {
  private final StreamId.OfEnrollment stream;
  private final Instant at;
  private final Progress before;
  private final Progress after;
  private final Extended extended;
  private final boolean upgrade;
  private final Tally all;
  private final List<Completed> completed = new ArrayList<>();

  private Milestones(
      StreamId.OfEnrollment stream,
      Instant at,
      Progress before,
      Progress after,
      Extended extended,
      boolean upgrade) {
    this.stream = stream;
    this.at = at;
    this.before = before;
    this.after = after;
    this.extended = extended;
    this.upgrade = upgrade;
    this.all = after.tally();
  }

  /** Applies the events of what one tick finished or reopened, and returns what it finished. */
  static List<Completed> reached(
      StreamId.OfEnrollment stream,
      Instant at,
      Node leaf,
      Progress before,
      Progress after,
      Extended extended) {
    Milestones milestones = new Milestones(stream, at, before, after, extended, false);
    NodeId tier = null;
    List<Node> above = leaf.ancestors();
    for (Node node : above) {
      tier = node.kind() == NodeKind.TIER ? node.id() : tier;
    }
    // From the inside out: a tier is finished by its last topic.
    for (Node node : above.reversed()) {
      if (node.kind() == NodeKind.TOPIC) {
        milestones.topic(node, tier);
      } else if (node.kind() == NodeKind.TIER) {
        milestones.tier(node);
      }
    }
    milestones.roadmap();
    return milestones.completed;
  }

  /** Applies the events of what another version of the roadmap finished or reopened. */
  static void moved(
      StreamId.OfEnrollment stream,
      Instant at,
      Progress before,
      Progress after,
      Extended extended) {
    Milestones milestones = new Milestones(stream, at, before, after, extended, true);
    for (Node tier : after.outline().tiers()) {
      milestones.topicsBelow(tier, tier.id());
      milestones.tier(tier);
    }
    milestones.roadmap();
  }

  private void topicsBelow(Node node, NodeId tier) {
    for (Node child : node.children()) {
      topicsBelow(child, tier);
      if (child.kind() == NodeKind.TOPIC) {
        topic(child, tier);
      }
    }
  }

  private void topic(Node topic, @Nullable NodeId tier) {
    if (!before.isComplete(topic.id()) && after.isComplete(topic)) {
      apply(
          new TopicCompleted(
              stream.learnerId(),
              stream.roadmapId(),
              after.outline().version(),
              tier,
              topic.id(),
              topic.title(),
              at,
              all.done(),
              all.skipped(),
              all.total(),
              after.section(topic)));
      completed.add(Completed.of(topic));
    }
  }

  private void tier(Node tier) {
    boolean was = before.isComplete(tier.id());
    boolean is = after.isComplete(tier);
    RoadmapOutline outline = after.outline();
    if (!was && is) {
      apply(
          new TierCompleted(
              stream.learnerId(),
              stream.roadmapId(),
              outline.version(),
              tier.id(),
              tier.title(),
              outline.title(),
              at,
              all.done(),
              all.skipped(),
              all.total(),
              after.section(tier),
              finishedBecause(extended.tiers().contains(tier.id()))));
      completed.add(Completed.of(tier));
    } else if (was && !is) {
      apply(
          new TierReopened(
              stream.learnerId(),
              stream.roadmapId(),
              outline.version(),
              tier.id(),
              at,
              all.done(),
              all.skipped(),
              all.total(),
              after.section(tier),
              reopenedBecause()));
    }
  }

  private void roadmap() {
    RoadmapOutline outline = after.outline();
    boolean was = before.isComplete();
    boolean is = all.isComplete();
    if (!was && is) {
      apply(
          new RoadmapCompleted(
              stream.learnerId(),
              stream.roadmapId(),
              outline.version(),
              outline.title(),
              at,
              all.done(),
              all.skipped(),
              all.total(),
              finishedBecause(extended.roadmap())));
      completed.add(new Completed("roadmap", outline.roadmapId().value(), outline.title()));
    } else if (was && !is) {
      apply(
          new RoadmapReopened(
              stream.learnerId(),
              stream.roadmapId(),
              outline.version(),
              at,
              all.done(),
              all.skipped(),
              all.total(),
              reopenedBecause()));
    }
  }

  private @Nullable RoadmapChange finishedBecause(boolean catchingUp) {
    if (upgrade) {
      return RoadmapChange.NEW_VERSION;
    }
    return catchingUp ? RoadmapChange.CATCHING_UP : null;
  }

  private @Nullable RoadmapChange reopenedBecause() {
    return upgrade ? RoadmapChange.NEW_VERSION : null;
  }
}
