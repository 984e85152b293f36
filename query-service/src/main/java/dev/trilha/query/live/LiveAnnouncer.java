package dev.trilha.query.live;

import dev.trilha.query.inbox.Announcer;
import dev.trilha.query.inbox.Batch;
import dev.trilha.query.notice.Notice;
import dev.trilha.query.notice.NoticeBoard;
import dev.trilha.query.progress.Percent;
import dev.trilha.query.progress.Progress;
import dev.trilha.query.team.Teams;
import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.EnrollmentEvent.RoadmapCompleted;
import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.EnrollmentEvent.TopicCompleted;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.StreamId.OfEnrollment;
import dev.trilha.schemas.StreamId.OfTeam;
import dev.trilha.schemas.TeamEvent;
import dev.trilha.schemas.TeamEvent.MemberJoined;
import dev.trilha.schemas.TeamEvent.MemberLeft;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Posts one notice for each enrollment and team that a batch brought news of, with the newest
 * numbers: a thousand ticks of one learner are one notice. What was seen before is not told again.
 */
class LiveAnnouncer implements Announcer {
  static final String PROGRESS = "progress";
  static final String TEAM = "team";

  private final NoticeBoard board;
  private final Progress progress;
  private final Teams teams;

  LiveAnnouncer(NoticeBoard board, Progress progress, Teams teams) {
    this.board = board;
    this.progress = progress;
    this.teams = teams;
  }

  /** Something that was completed: a tier, a topic, the roadmap. */
  record Completed(String kind, String id, String title) {}

  /**
   * @param completed what these events completed
   */
  record ProgressNews(
      String learnerId,
      String roadmapId,
      int roadmapVersion,
      long version,
      int done,
      int skipped,
      int total,
      @Nullable Integer percent,
      Instant at,
      List<Completed> completed) {}

  record TeamNews(String teamId, long version) {}

  private static final class Story {
    private final List<Completed> completed = new ArrayList<>();
    private @Nullable RecordedEvent newest;

    void add(RecordedEvent recorded, EnrollmentEvent event) {
      RecordedEvent known = newest;
      if (known != null && known.sequence() >= recorded.sequence()) {
        return;
      }
      newest = recorded;
      switch (event) {
        case TierCompleted of ->
            completed.add(new Completed("tier", of.tierId().value(), of.title()));
        case TopicCompleted of ->
            completed.add(new Completed("topic", of.topicId().value(), of.title()));
        case RoadmapCompleted of ->
            completed.add(new Completed("roadmap", of.roadmapId().value(), of.title()));
        default -> {}
      }
    }
  }

  @Override
  public void announce(Batch batch) {
    Map<OfEnrollment, Story> stories = new LinkedHashMap<>();
    Map<OfTeam, Set<String>> movers = new LinkedHashMap<>();
    Map<OfTeam, Long> changed = new LinkedHashMap<>();
    for (RecordedEvent recorded : batch.events()) {
      StreamId stream = recorded.stream();
      if (stream instanceof OfEnrollment enrollment
          && recorded.event() instanceof EnrollmentEvent event) {
        stories.computeIfAbsent(enrollment, _ -> new Story()).add(recorded, event);
      } else if (stream instanceof OfTeam team && recorded.event() instanceof TeamEvent event) {
        changed.merge(team, recorded.sequence() + 1, Math::max);
        concernedBy(event)
            .ifPresent(who -> movers.computeIfAbsent(team, _ -> new LinkedHashSet<>()).add(who));
      }
    }
    List<Notice> notices = new ArrayList<>(ofEnrollments(stories));
    changed.forEach((team, version) -> {
      List<String> subjects = new ArrayList<>();
      subjects.add(Notice.team(team.teamId().value()));
      movers.getOrDefault(team, Set.of()).forEach(who -> subjects.add(Notice.learner(who)));
      notices.add(
          new Notice(
              TEAM, team, version, subjects, json(new TeamNews(team.teamId().value(), version))));
    });
    board.post(notices);
  }

  private static Optional<String> concernedBy(TeamEvent event) {
    return switch (event) {
      case MemberJoined joined -> Optional.of(joined.learnerId().value());
      case MemberLeft left -> Optional.of(left.learnerId().value());
      default -> Optional.empty();
    };
  }

  private List<Notice> ofEnrollments(Map<OfEnrollment, Story> stories) {
    if (stories.isEmpty()) {
      return List.of();
    }
    Map<OfEnrollment, Long> versions = progress.versions(stories.keySet());
    Map<String, List<String>> memberships =
        teams.of(stories.keySet().stream().map(one -> one.learnerId().value()).distinct().toList());
    List<Notice> notices = new ArrayList<>();
    stories.forEach((enrollment, story) -> {
      RecordedEvent newest = story.newest;
      // Where the rows know more, these events are old.
      if (newest != null
          && newest.event() instanceof EnrollmentEvent event
          && versions.getOrDefault(enrollment, 0L) == newest.sequence() + 1) {
        String learner = enrollment.learnerId().value();
        List<String> subjects = new ArrayList<>();
        subjects.add(Notice.learner(learner));
        memberships
            .getOrDefault(learner, List.of())
            .forEach(team -> subjects.add(Notice.team(team)));
        notices.add(
            new Notice(
                PROGRESS,
                enrollment,
                newest.sequence() + 1,
                subjects,
                json(news(enrollment, newest, event, story.completed))));
      }
    });
    return notices;
  }

  private static ProgressNews news(
      OfEnrollment enrollment,
      RecordedEvent newest,
      EnrollmentEvent event,
      List<Completed> completed) {
    return new ProgressNews(
        enrollment.learnerId().value(),
        enrollment.roadmapId().value(),
        event.roadmapVersion(),
        newest.sequence() + 1,
        event.done(),
        event.skipped(),
        event.total(),
        Percent.of(event.done(), event.skipped(), event.total()),
        newest.time(),
        completed);
  }

  private static String json(Object content) {
    return Json.mapper().writeValueAsString(content);
  }
}
