package dev.trilha.notification.announcement;

import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A learner finished a tier.
 *
 * @param at when the learner says it was
 * @param tier the tier's numbers
 * @param roadmap the whole roadmap's numbers, counted in leaves
 * @param beganAt when the learner first did something in the tier; absent when nobody knows
 * @param next absent when there is none, or none is known
 */
public record FinishedTier(
    LearnerId learnerId,
    RoadmapId roadmapId,
    String roadmapTitle,
    NodeId tierId,
    String tierTitle,
    Instant at,
    Tally tier,
    Tally roadmap,
    @Nullable Instant beganAt,
    @Nullable NextTier next)
    implements Announcement {

  public static FinishedTier of(TierCompleted event) {
    return new FinishedTier(
        event.learnerId(),
        event.roadmapId(),
        event.roadmapTitle(),
        event.tierId(),
        event.title(),
        event.at(),
        Tally.of(event.tier()),
        new Tally(event.done(), event.skipped(), event.total()),
        null,
        null);
  }

  /** The same, with what came before it and what comes after. */
  public FinishedTier between(@Nullable Instant began, @Nullable NextTier following) {
    return new FinishedTier(
        learnerId, roadmapId, roadmapTitle, tierId, tierTitle, at, tier, roadmap, began, following);
  }

  @Override
  public AnnouncementKind kind() {
    return AnnouncementKind.TIER_COMPLETED;
  }

  @Override
  public Set<LearnerId> people() {
    return Set.of(learnerId);
  }
}
