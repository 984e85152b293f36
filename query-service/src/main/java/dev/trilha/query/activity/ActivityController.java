package dev.trilha.query.activity;

import dev.trilha.query.form.Tag;
import dev.trilha.query.inbox.Freshness;
import dev.trilha.query.learner.Profiles;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.query.roadmap.Roadmaps;
import dev.trilha.query.team.Teams;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.Topic;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/v1/learners/{learnerId}", produces = MediaType.APPLICATION_JSON_VALUE)
class ActivityController {
  private static final int MOST = 500;

  /** What the database can store, with room at both ends. */
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final Activities activities;
  private final Roadmaps roadmaps;
  private final Profiles profiles;
  private final Teams teams;
  private final Freshness freshness;

  ActivityController(
      Activities activities,
      Roadmaps roadmaps,
      Profiles profiles,
      Teams teams,
      Freshness freshness) {
    this.activities = activities;
    this.roadmaps = roadmaps;
    this.profiles = profiles;
    this.teams = teams;
    this.freshness = freshness;
  }

  /**
   * @param entries in the order in which they were stored
   * @param next the {@code after} of the following page; absent when there is none yet
   * @param version how many records of the topics are in the answer
   */
  record HistoryView(
      String learnerId,
      String roadmapId,
      List<Activity> entries,
      @Nullable Long next,
      @Nullable Instant asOf,
      long version) {
    private HistoryView undated() {
      return new HistoryView(learnerId, roadmapId, entries, next, null, 0);
    }
  }

  /**
   * @param entries the newest first
   * @param next the cursor of the following page; absent on the last
   * @param version how many records of the topics are in the answer
   */
  record ActivityView(
      String learnerId,
      List<Activity> entries,
      @Nullable String next,
      @Nullable Instant asOf,
      long version) {
    private ActivityView undated() {
      return new ActivityView(learnerId, entries, next, null, 0);
    }
  }

  /**
   * Everything that happened on one roadmap.
   *
   * @param after the sequence before the first that is wanted
   */
  @GetMapping("/roadmaps/{roadmapId}/history")
  ResponseEntity<HistoryView> history(
      @PathVariable LearnerId learnerId,
      @PathVariable RoadmapId roadmapId,
      @RequestParam(defaultValue = "-1") long after,
      @RequestParam(defaultValue = "100") int limit) {
    requireLimit(limit);
    if (after < -1) {
      throw ProblemException.malformed("after", "is a whole number from -1");
    }
    Freshness.Read read = freshness.of(Topic.ENROLLMENT);
    List<Activity> page = activities.of(learnerId, roadmapId, after, limit);
    if (page.isEmpty() && !activities.isKnown(learnerId, roadmapId)) {
      throw missing(learnerId, roadmapId);
    }
    var view =
        new HistoryView(
            learnerId.value(),
            roadmapId.value(),
            page,
            page.size() < limit ? null : page.getLast().sequence(),
            newest(read.asOf(), page),
            read.version());
    return ResponseEntity.ok().eTag(Tag.of(view.undated())).body(view);
  }

  /**
   * What happened on all roadmaps.
   *
   * @param from the first moment that counts
   * @param to the first moment that no longer counts
   */
  @GetMapping("/activity")
  ResponseEntity<ActivityView> activity(
      @PathVariable LearnerId learnerId,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    requireLimit(limit);
    Cursor after = cursor == null ? null : Cursor.parse(cursor);
    Instant first = from == null ? null : stored("from", from);
    Instant end = to == null ? null : stored("to", to);
    Freshness.Read read = freshness.of(Topic.ENROLLMENT);
    List<Activity> page = activities.of(learnerId, first, end, after, limit);
    if (page.isEmpty() && !isKnown(learnerId)) {
      throw ProblemException.unknown(learnerId);
    }
    var view =
        new ActivityView(
            learnerId.value(),
            page,
            page.size() < limit ? null : Cursor.after(page.getLast()).text(),
            newest(read.asOf(), page),
            read.version());
    return ResponseEntity.ok().eTag(Tag.of(view.undated())).body(view);
  }

  /**
   * @throws ProblemException when no event can be of that moment
   */
  static Instant stored(String field, Instant moment) {
    if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
      throw ProblemException.malformed(field, "is a moment of the years 1 to 9999");
    }
    return moment;
  }

  private static void requireLimit(int limit) {
    if (limit < 1 || limit > MOST) {
      throw ProblemException.malformed("limit", "is a whole number from 1 to " + MOST);
    }
  }

  private static @Nullable Instant newest(@Nullable Instant asOf, List<Activity> page) {
    Instant newest = asOf;
    for (Activity activity : page) {
      newest = Freshness.newest(newest, activity.recordedAt());
    }
    return newest;
  }

  private ProblemException missing(LearnerId learner, RoadmapId roadmap) {
    if (!roadmaps.exists(roadmap)) {
      return ProblemException.unknown(roadmap);
    }
    return isKnown(learner)
        ? ProblemException.unknown(learner, roadmap)
        : ProblemException.unknown(learner);
  }

  private boolean isKnown(LearnerId learner) {
    return activities.isKnown(learner)
        || !profiles.of(List.of(learner.value())).isEmpty()
        || teams.hasMember(learner);
  }
}
