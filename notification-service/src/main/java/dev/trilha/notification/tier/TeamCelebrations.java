package dev.trilha.notification.tier;

import dev.trilha.notification.announcement.Announcement;
import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.announcement.FinishedRoadmap;
import dev.trilha.notification.announcement.FinishedTier;
import dev.trilha.notification.announcement.TeamFinishedTier;
import dev.trilha.notification.delivery.Deliveries;
import dev.trilha.notification.progress.Standings;
import dev.trilha.notification.progress.Standings.WholeTeam;
import dev.trilha.notification.subscription.Audience;
import dev.trilha.notification.subscription.Outlet;
import dev.trilha.notification.team.Teams;
import dev.trilha.notification.tier.CelebrationMetrics.Outcome;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.TeamId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Celebrates with the learner's teams. */
final class TeamCelebrations implements Celebrations {
  private static final Logger log = LoggerFactory.getLogger(TeamCelebrations.class);

  private final Teams teams;
  private final Standings standings;
  private final Audience audience;
  private final Deliveries deliveries;
  private final Celebrated celebrated;
  private final CelebrationMetrics metrics;
  private final Duration grace;
  private final Clock clock;

  TeamCelebrations(
      Teams teams,
      Standings standings,
      Audience audience,
      Deliveries deliveries,
      Celebrated celebrated,
      CelebrationMetrics metrics,
      Duration grace,
      Clock clock) {
    this.teams = teams;
    this.standings = standings;
    this.audience = audience;
    this.deliveries = deliveries;
    this.celebrated = celebrated;
    this.metrics = metrics;
    this.grace = grace;
    this.clock = clock;
  }

  @Override
  public List<Long> announce(FinishedTier tier, String completion, @Nullable String traceparent) {
    LearnerId learner = tier.learnerId();
    List<TeamId> itsTeams = teams.of(learner);
    FinishedTier told =
        tier.between(
            standings.began(learner, tier.roadmapId(), tier.tierId()),
            standings.next(learner, tier.roadmapId(), tier.tierId()).orElse(null));
    var planned =
        new ArrayList<>(
            announce(
                told,
                itsTeams,
                Celebrated.Subject.tier(learner, tier.roadmapId(), tier.tierId()),
                completion,
                traceparent));
    for (TeamId team : itsTeams) {
      planned.addAll(announceWholeTeam(team, tier, completion, traceparent));
    }
    return planned;
  }

  @Override
  public List<Long> announce(
      FinishedRoadmap roadmap, String completion, @Nullable String traceparent) {
    LearnerId learner = roadmap.learnerId();
    return announce(
        roadmap.since(standings.began(learner, roadmap.roadmapId())),
        teams.of(learner),
        Celebrated.Subject.roadmap(learner, roadmap.roadmapId()),
        completion,
        traceparent);
  }

  /** A tick that was no news of its learner may still be what the whole team waited for. */
  private List<Long> announceWholeTeam(
      TeamId team, FinishedTier tier, String completion, @Nullable String traceparent) {
    NodeId tierId = tier.tierId();
    WholeTeam whole =
        standings
            .allFinished(
                teams.members(team),
                tier.roadmapId(),
                tierId,
                tier.learnerId(),
                clock.instant().minus(grace))
            .orElse(null);
    if (whole == null) {
      return List.of();
    }
    var news =
        new TeamFinishedTier(
            team,
            teams.name(team).orElse(team.value()),
            tier.learnerId(),
            tier.roadmapId(),
            tier.roadmapTitle(),
            tierId,
            tier.tierTitle(),
            whole.members(),
            whole.at(),
            whole.beganAt());
    return announce(
        news,
        List.of(team),
        Celebrated.Subject.teamTier(team, tier.roadmapId(), tierId),
        completion + "/team-tier",
        traceparent);
  }

  private List<Long> announce(
      Announcement news,
      List<TeamId> to,
      Celebrated.Subject subject,
      String cause,
      @Nullable String traceparent) {
    List<Outlet> outlets = audience.of(to, news.kind());
    if (outlets.isEmpty()) {
      return told(Outcome.NO_AUDIENCE, news.kind(), subject, List.of());
    }
    if (!celebrated.isTheFirstForAWhile(subject, cause)) {
      return told(Outcome.REPEATED, news.kind(), subject, List.of());
    }
    return told(
        Outcome.ANNOUNCED,
        news.kind(),
        subject,
        deliveries.plan(outlets, cause, news, traceparent));
  }

  @Override
  public void cancelled(Announcement achievement) {
    log.info("{} of {}: reopened in time", achievement.kind(), achievement.people());
    metrics.count(achievement.kind(), Outcome.CANCELLED_BY_REOPEN);
  }

  private List<Long> told(
      Outcome outcome, AnnouncementKind kind, Celebrated.Subject subject, List<Long> planned) {
    log.info("{} of {}: {}, {} deliveries", kind, subject, outcome, planned.size());
    metrics.count(kind, outcome);
    return planned;
  }
}
