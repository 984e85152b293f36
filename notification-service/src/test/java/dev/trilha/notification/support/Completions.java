package dev.trilha.notification.support;

import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.EnrollmentEvent.TierReopened;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapChange;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.SectionTally;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Words of tests: tiers that are finished and opened again. */
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
