package dev.trilha.notification.announcement;

import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.TeamId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every member of a team who is on the roadmap has finished the tier.
 *
 * @param learnerId who was the last
 * @param members how many they are
 * @param at when the last one finished it
 * @param beganAt when the first one began; absent when nobody knows
 */
public record TeamFinishedTier(
    TeamId teamId,
    String teamName,
    LearnerId learnerId,
    RoadmapId roadmapId,
    String roadmapTitle,
    NodeId tierId,
    String tierTitle,
    int members,
    Instant at,
    @Nullable Instant beganAt)
    implements Announcement {

  @Override
  public AnnouncementKind kind() {
    return AnnouncementKind.TEAM_TIER_COMPLETED;
  }

  @Override
  public Set<LearnerId> people() {
    return Set.of(learnerId);
  }
}
