package dev.trilha.notification.announcement;

import dev.trilha.schemas.LearnerId;

/** The facts of one piece of news, kept with its deliveries as JSON. Holds no personal data. */
public sealed interface Announcement permits FinishedTier {
  AnnouncementKind kind();

  LearnerId learnerId();
}
