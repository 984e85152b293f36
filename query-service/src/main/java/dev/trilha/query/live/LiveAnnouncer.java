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
import java.util.HashMap;
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

  /** What one enrollment or team has news of: the events that the rows do not know yet. */
  private static final class Story {
    private final List<RecordedEvent> news = new ArrayList<>();
    private long version;

    /**
     * @param version the number of events that the rows know
     */
    Story(long version) {
      this.version = version;
    }

    /** Takes it where the projections do: copies are no news, and neither is what was overtaken. */
    void add(RecordedEvent recorded) {
      if (recorded.sequence() >= version) {
        version = recorded.sequence() + 1;
        news.add(recorded);
      }
    }
  }

  @Override
  public Runnable prepare(Batch batch) {
    Map<OfEnrollment, List<RecordedEvent>> enrollments = new LinkedHashMap<>();
    Map<OfTeam, List<RecordedEvent>> changed = new LinkedHashMap<>();
    for (RecordedEvent recorded : batch.events()) {
      StreamId stream = recorded.stream();
      if (stream instanceof OfEnrollment enrollment
          && recorded.event() instanceof EnrollmentEvent) {
        enrollments.computeIfAbsent(enrollment, _ -> new ArrayList<>()).add(recorded);
      } else if (stream instanceof OfTeam team && recorded.event() instanceof TeamEvent) {
        changed.computeIfAbsent(team, _ -> new ArrayList<>()).add(recorded);
      }
    }
    Map<OfEnrollment, Story> ofEnrollments = ofEnrollments(enrollments);
    Map<OfTeam, Story> ofTeams = ofTeams(changed);
    return () -> {
      List<Notice> notices = new ArrayList<>(progressOf(ofEnrollments));
      ofTeams.forEach((team, story) -> notices.add(change(team, story)));
      board.post(notices);
    };
  }

  private Map<OfEnrollment, Story> ofEnrollments(Map<OfEnrollment, List<RecordedEvent>> events) {
    return events.isEmpty() ? Map.of() : stories(events, progress.versions(events.keySet()));
  }

  private Map<OfTeam, Story> ofTeams(Map<OfTeam, List<RecordedEvent>> events) {
    if (events.isEmpty()) {
      return Map.of();
    }
    Map<OfTeam, Long> versions = new HashMap<>();
    teams
        .versions(events.keySet().stream().map(OfTeam::teamId).toList())
        .forEach((team, version) -> versions.put(new OfTeam(team), version));
    return stories(events, versions);
  }

  /** Without those of which nothing is news. */
  private static <S extends StreamId> Map<S, Story> stories(
      Map<S, List<RecordedEvent>> events, Map<S, Long> versions) {
    Map<S, Story> stories = new LinkedHashMap<>();
    events.forEach((stream, recorded) -> {
      var story = new Story(versions.getOrDefault(stream, 0L));
      recorded.forEach(story::add);
      if (!story.news.isEmpty()) {
        stories.put(stream, story);
      }
    });
    return stories;
  }

  private static Notice change(OfTeam team, Story story) {
    Set<String> subjects = new LinkedHashSet<>();
    subjects.add(Notice.team(team.teamId().value()));
    for (RecordedEvent recorded : story.news) {
      if (recorded.event() instanceof TeamEvent event) {
        concernedBy(event).ifPresent(who -> subjects.add(Notice.learner(who)));
      }
    }
    return new Notice(
        TEAM,
        team,
        story.version,
        List.copyOf(subjects),
        json(new TeamNews(team.teamId().value(), story.version)));
  }

  private static Optional<String> concernedBy(TeamEvent event) {
    return switch (event) {
      case MemberJoined joined -> Optional.of(joined.learnerId().value());
      case MemberLeft left -> Optional.of(left.learnerId().value());
      default -> Optional.empty();
    };
  }

  private List<Notice> progressOf(Map<OfEnrollment, Story> stories) {
    if (stories.isEmpty()) {
      return List.of();
    }
    Map<String, List<String>> memberships =
        teams.of(stories.keySet().stream().map(one -> one.learnerId().value()).distinct().toList());
    List<Notice> notices = new ArrayList<>();
    stories.forEach((enrollment, story) -> {
      RecordedEvent newest = story.news.getLast();
      if (newest.event() instanceof EnrollmentEvent event) {
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
                story.version,
                subjects,
                json(news(enrollment, newest, event, completed(story.news)))));
      }
    });
    return notices;
  }

  private static List<Completed> completed(List<RecordedEvent> news) {
    List<Completed> completed = new ArrayList<>();
    for (RecordedEvent recorded : news) {
      switch (recorded.event()) {
        case TierCompleted of ->
            completed.add(new Completed("tier", of.tierId().value(), of.title()));
        case TopicCompleted of ->
            completed.add(new Completed("topic", of.topicId().value(), of.title()));
        case RoadmapCompleted of ->
            completed.add(new Completed("roadmap", of.roadmapId().value(), of.title()));
        default -> {}
      }
    }
    return completed;
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
