package dev.trilha.notification.support;

import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.EnrollmentEvent.TierReopened;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.SectionTally;
import java.time.Instant;

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
        new SectionTally(new NodeId(tier), 12, 0, 12));
  }

  public static TierReopened reopened(String learner) {
    return new TierReopened(
        new LearnerId(learner),
        ROADMAP,
        1,
        TIER,
        AT,
        29,
        0,
        120,
        new SectionTally(TIER, 11, 0, 12));
  }
}
