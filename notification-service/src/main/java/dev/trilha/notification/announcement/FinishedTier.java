package dev.trilha.notification.announcement;

import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.SectionTally;
import java.time.Instant;

/**
 * A learner finished a tier.
 *
 * @param at when the learner says it was
 * @param tier the tier's numbers
 * @param roadmap the whole roadmap's numbers, counted in leaves
 */
public record FinishedTier(
    LearnerId learnerId,
    RoadmapId roadmapId,
    String roadmapTitle,
    NodeId tierId,
    String tierTitle,
    Instant at,
    Tally tier,
    Tally roadmap)
    implements Announcement {
  /** Leaves: {@code done} of {@code total}, of which {@code skipped} do not apply. */
  public record Tally(int done, int skipped, int total) {}

  public static FinishedTier of(TierCompleted event) {
    SectionTally tier = event.tier();
    return new FinishedTier(
        event.learnerId(),
        event.roadmapId(),
        event.roadmapTitle(),
        event.tierId(),
        event.title(),
        event.at(),
        new Tally(tier.done(), tier.skipped(), tier.total()),
        new Tally(event.done(), event.skipped(), event.total()));
  }

  @Override
  public AnnouncementKind kind() {
    return AnnouncementKind.TIER_COMPLETED;
  }
}
