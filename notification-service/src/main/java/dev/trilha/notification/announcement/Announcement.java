package dev.trilha.notification.announcement;

import dev.trilha.schemas.LearnerId;
import java.util.Set;

/** The facts of one piece of news, kept with its deliveries as JSON. Holds no personal data. */
public sealed interface Announcement
    permits FinishedTier, FinishedRoadmap, TeamFinishedTier, WeeklyDigest {
  AnnouncementKind kind();

  /** Whose names a message of it tells. */
  Set<LearnerId> people();
}
