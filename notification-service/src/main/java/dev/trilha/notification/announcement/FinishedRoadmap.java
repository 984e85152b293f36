package dev.trilha.notification.announcement;

import dev.trilha.schemas.EnrollmentEvent.RoadmapCompleted;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A learner finished a whole roadmap.
 *
 * @param at when the learner says it was
 * @param roadmap its numbers, counted in leaves
 * @param beganAt when the learner first did something on it; absent when nobody knows
 */
public record FinishedRoadmap(
    LearnerId learnerId,
    RoadmapId roadmapId,
    String roadmapTitle,
    Instant at,
    Tally roadmap,
    @Nullable Instant beganAt)
    implements Announcement {

  public static FinishedRoadmap of(RoadmapCompleted event) {
    return new FinishedRoadmap(
        event.learnerId(),
        event.roadmapId(),
        event.title(),
        event.at(),
        new Tally(event.done(), event.skipped(), event.total()),
        null);
  }

  public FinishedRoadmap since(@Nullable Instant began) {
    return new FinishedRoadmap(learnerId, roadmapId, roadmapTitle, at, roadmap, began);
  }

  @Override
  public AnnouncementKind kind() {
    return AnnouncementKind.ROADMAP_COMPLETED;
  }

  @Override
  public Set<LearnerId> people() {
    return Set.of(learnerId);
  }
}
