package dev.trilha.notification.announcement;

import java.util.Arrays;
import java.util.Optional;

/** What a team can subscribe to. The names are on the wire and in tables, so they stay. */
public enum AnnouncementKind {
  TIER_COMPLETED(FinishedTier.class),
  ROADMAP_COMPLETED(FinishedRoadmap.class),
  /** Every member who is on the roadmap has finished the tier. */
  TEAM_TIER_COMPLETED(TeamFinishedTier.class),
  WEEKLY_DIGEST(WeeklyDigest.class);

  private final Class<? extends Announcement> facts;

  AnnouncementKind(Class<? extends Announcement> facts) {
    this.facts = facts;
  }

  /** How the facts of this kind are read back. */
  public Class<? extends Announcement> facts() {
    return facts;
  }

  public static Optional<AnnouncementKind> named(String name) {
    return Arrays.stream(values()).filter(kind -> kind.name().equals(name)).findFirst();
  }
}
