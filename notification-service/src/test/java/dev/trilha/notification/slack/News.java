package dev.trilha.notification.slack;

import dev.trilha.notification.announcement.Announcement;
import dev.trilha.notification.announcement.FinishedRoadmap;
import dev.trilha.notification.announcement.FinishedTier;
import dev.trilha.notification.announcement.NextTier;
import dev.trilha.notification.announcement.Tally;
import dev.trilha.notification.announcement.TeamFinishedTier;
import dev.trilha.notification.announcement.WeeklyDigest;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;

/** Words of tests: news of every kind. */
final class News {
  private static final LearnerId ANA = new LearnerId("ana");
  private static final TeamId FALCONS = new TeamId("falcons");
  private static final RoadmapId BACKEND = new RoadmapId("backend");
  private static final NodeId TIER = new NodeId("tier-1");
  private static final Instant AT = Instant.parse("2026-11-02T23:30:00Z");
  private static final int LONGEST_LIST = 10;

  private News() {}

  static FinishedTier tier(String tier, String roadmap) {
    return tier(tier, roadmap, "Redes");
  }

  private static FinishedTier tier(String tier, String roadmap, String next) {
    return new FinishedTier(
        ANA,
        BACKEND,
        roadmap,
        TIER,
        tier,
        AT,
        tally(10, 2, 12),
        tally(30, 0, 120),
        AT.minus(Duration.ofDays(12)),
        new NextTier(new NodeId("tier-2"), next, tally(7, 0, 20)));
  }

  static FinishedRoadmap roadmap(String roadmap) {
    return new FinishedRoadmap(
        ANA, BACKEND, roadmap, AT, tally(120, 0, 120), AT.minus(Duration.ofDays(98)));
  }

  static TeamFinishedTier teamTier(String tier) {
    return teamTier(tier, "Backend", "Falcons");
  }

  private static TeamFinishedTier teamTier(String tier, String roadmap, String team) {
    return new TeamFinishedTier(
        FALCONS, team, ANA, BACKEND, roadmap, TIER, tier, 5, AT, AT.minus(Duration.ofDays(30)));
  }

  static WeeklyDigest digest(String roadmap) {
    return new WeeklyDigest(
        FALCONS,
        "Falcons",
        LocalDate.of(2026, 10, 26),
        42,
        32,
        5,
        8,
        List.of(
            new WeeklyDigest.Finish(ANA, "Basics", roadmap),
            new WeeklyDigest.Finish(ANA, null, roadmap)),
        5,
        List.of(new WeeklyDigest.Streak(ANA, 12)),
        List.of(new WeeklyDigest.Stuck(ANA, roadmap, 20)),
        List.of(new WeeklyDigest.Planned(ANA, roadmap, 45, 42)));
  }

  private static WeeklyDigest longDigest(String text) {
    return new WeeklyDigest(
        FALCONS,
        text,
        LocalDate.of(2026, 10, 26),
        Integer.MAX_VALUE,
        0,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        Collections.nCopies(LONGEST_LIST, new WeeklyDigest.Finish(ANA, text, text)),
        Integer.MAX_VALUE,
        Collections.nCopies(LONGEST_LIST, new WeeklyDigest.Streak(ANA, 10_000)),
        Collections.nCopies(LONGEST_LIST, new WeeklyDigest.Stuck(ANA, text, 10_000)),
        Collections.nCopies(LONGEST_LIST, new WeeklyDigest.Planned(ANA, text, 10_000, 10_000)));
  }

  /** What may be told as a list, with this text wherever people write one. */
  static List<Announcement> celebrations(String text) {
    return List.of(tier(text, text, text), roadmap(text), teamTier(text, text, text));
  }

  static List<Announcement> ofEveryKind(String text) {
    return List.of(
        tier(text, text, text), roadmap(text), teamTier(text, text, text), longDigest(text));
  }

  static Tally tally(int done, int skipped, int total) {
    return new Tally(done, skipped, total);
  }
}
