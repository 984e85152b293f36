package dev.trilha.notification.support;

import dev.trilha.schemas.CompletionRule;
import dev.trilha.schemas.EnrollmentEvent.ItemCompleted;
import dev.trilha.schemas.EnrollmentEvent.LearnerEnrolled;
import dev.trilha.schemas.EnrollmentEvent.RoadmapCompleted;
import dev.trilha.schemas.EnrollmentEvent.RoadmapReopened;
import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.EnrollmentEvent.TierReopened;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapChange;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.SectionTally;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Words of tests: tiers and roadmaps that are finished and opened again. */
public final class Completions {
  public static final RoadmapId ROADMAP = new RoadmapId("backend");
  public static final NodeId TIER = new NodeId("tier-1");
  private static final Instant AT = Instant.parse("2026-11-02T23:30:00Z");

  private Completions() {}

  public static TierCompleted completed(String learner) {
    return completed(learner, TIER.value());
  }

  public static TierCompleted completed(String learner, String tier) {
    return completed(learner, tier, null);
  }

  public static TierCompleted completed(
      String learner, String tier, @Nullable RoadmapChange because) {
    return new TierCompleted(
        new LearnerId(learner),
        ROADMAP,
        1,
        new NodeId(tier),
        "Fundamentos",
        "Trilha Backend",
        AT,
        30,
        0,
        120,
        new SectionTally(new NodeId(tier), 12, 0, 12),
        because);
  }

  /** Two tiers, of a leaf each, and one with nothing in it between them. */
  public static RoadmapPublished published() {
    return new RoadmapPublished(
        ROADMAP,
        1,
        "Trilha Backend",
        "pt-BR",
        List.of(
            tier("tier-1", "Fundamentos", leaf("leaf-1")),
            tier("tier-empty", "Nada"),
            tier("tier-2", "Redes", leaf("leaf-2"), leaf("leaf-3"))));
  }

  private static RoadmapNode tier(String id, String title, RoadmapNode... leaves) {
    return new RoadmapNode(
        new NodeId(id),
        NodeKind.TIER,
        title,
        CompletionRule.ALL,
        false,
        leaves.length,
        null,
        null,
        List.of(leaves));
  }

  private static RoadmapNode leaf(String id) {
    return new RoadmapNode(
        new NodeId(id), NodeKind.ITEM, "Leaf " + id, null, true, 1, null, null, List.of());
  }

  public static LearnerEnrolled enrolled(String learner) {
    return new LearnerEnrolled(new LearnerId(learner), ROADMAP, 1, 0, 0, 3);
  }

  /**
   * @param done how many of the roadmap are, with it
   */
  public static ItemCompleted ticked(
      String learner, String tier, String leaf, Instant at, int done) {
    return new ItemCompleted(
        new LearnerId(learner),
        ROADMAP,
        1,
        new NodeId(leaf),
        new NodeId(tier),
        null,
        at,
        done,
        0,
        3,
        List.of(new SectionTally(new NodeId(tier), 1, 0, tier.equals("tier-1") ? 1 : 2)));
  }

  public static RoadmapCompleted roadmapCompleted(String learner) {
    return roadmapCompleted(learner, null);
  }

  public static RoadmapCompleted roadmapCompleted(String learner, @Nullable RoadmapChange because) {
    return new RoadmapCompleted(
        new LearnerId(learner), ROADMAP, 1, "Trilha Backend", AT, 120, 0, 120, because);
  }

  public static RoadmapReopened roadmapReopened(String learner) {
    return roadmapReopened(learner, null);
  }

  public static RoadmapReopened roadmapReopened(String learner, @Nullable RoadmapChange because) {
    return new RoadmapReopened(new LearnerId(learner), ROADMAP, 1, AT, 119, 0, 120, because);
  }

  public static TierReopened reopened(String learner) {
    return reopened(learner, null);
  }

  public static TierReopened reopened(String learner, @Nullable RoadmapChange because) {
    return new TierReopened(
        new LearnerId(learner),
        ROADMAP,
        1,
        TIER,
        AT,
        29,
        0,
        120,
        new SectionTally(TIER, 11, 0, 12),
        because);
  }
}
