package dev.trilha.query.progress;

import dev.trilha.query.form.Form;
import dev.trilha.query.form.Tag;
import dev.trilha.query.inbox.Freshness;
import dev.trilha.query.learner.Profiles;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.query.progress.Progress.Enrollment;
import dev.trilha.query.progress.StoredProgress.StoredItem;
import dev.trilha.query.roadmap.PlannedTopics;
import dev.trilha.query.roadmap.RoadmapTree;
import dev.trilha.query.roadmap.RoadmapVersion;
import dev.trilha.query.roadmap.Roadmaps;
import dev.trilha.query.team.Teams;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.StreamId.OfEnrollment;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.markdown.ItemState;
import dev.trilha.schemas.markdown.RoadmapMarkdown;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/v1/learners/{learnerId}", produces = MediaType.APPLICATION_JSON_VALUE)
class ProgressController {
  private final Progress progress;
  private final Roadmaps roadmaps;
  private final Profiles profiles;
  private final Teams teams;
  private final VersionWaits waits;
  private final Freshness freshness;
  private final Clock clock;

  ProgressController(
      Progress progress,
      Roadmaps roadmaps,
      Profiles profiles,
      Teams teams,
      VersionWaits waits,
      Freshness freshness,
      Clock clock) {
    this.progress = progress;
    this.roadmaps = roadmaps;
    this.profiles = profiles;
    this.teams = teams;
    this.waits = waits;
    this.freshness = freshness;
    this.clock = clock;
  }

  /**
   * @param version the number of the enrollment's events in this answer; what a write answers as
   *     its version
   * @param stale whether the asked version, or the roadmap's tree, is not here yet
   * @param selfAssessments checklists outside the tiers, not counted in {@code total}
   * @param items every item that was ever ticked
   * @param plan absent for who does not walk by the roadmap's plan
   */
  record ProgressView(
      String learnerId,
      String roadmapId,
      int roadmapVersion,
      long version,
      int done,
      int skipped,
      int total,
      @Nullable Integer percent,
      @Nullable Instant completedAt,
      @Nullable Instant asOf,
      boolean stale,
      List<TierProgress> tiers,
      List<SectionProgress> selfAssessments,
      List<StoredItem> items,
      @Nullable PlanProgress plan) {}

  /**
   * @param version how many records of the topics are in the answer
   */
  record LearnerProgress(
      String learnerId, List<RoadmapProgress> roadmaps, @Nullable Instant asOf, long version) {
    private LearnerProgress undated() {
      return new LearnerProgress(learnerId, roadmaps, null, 0);
    }
  }

  /** As Markdown it is the roadmap with the learner's ticks, and gives both when it is imported. */
  @GetMapping(
      path = "/roadmaps/{roadmapId}",
      produces = {MediaType.APPLICATION_JSON_VALUE, Form.MARKDOWN_VALUE})
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON_VALUE,
            schema = @Schema(implementation = ProgressView.class)),
        @Content(mediaType = Form.MARKDOWN_VALUE, schema = @Schema(type = "string"))
      })
  ResponseEntity<Object> progress(
      @PathVariable LearnerId learnerId,
      @PathVariable RoadmapId roadmapId,
      @RequestParam(required = false) @Nullable Long minVersion,
      @RequestHeader HttpHeaders headers) {
    if (minVersion != null && minVersion < 0) {
      throw ProblemException.malformed("minVersion", "is a whole number from 0");
    }
    long wanted = minVersion == null ? 0 : minVersion;
    Duration patience = PreferWait.in(headers.get("Prefer"));
    if (wanted > 0 && patience.isPositive()) {
      waits.await(
          new OfEnrollment(learnerId, roadmapId),
          wanted,
          patience,
          () -> progress.version(learnerId, roadmapId));
    }
    Instant asOf = freshness.asOf(Topic.ENROLLMENT);
    StoredProgress stored =
        progress.find(learnerId, roadmapId).orElseThrow(() -> missing(learnerId, roadmapId));
    RoadmapVersion version = new RoadmapVersion(roadmapId, stored.roadmapVersion());
    Optional<RoadmapTree> roadmap = roadmaps.tree(version);
    if (Form.isWanted(headers, Form.MARKDOWN)) {
      return markdown(
          stored,
          roadmap.orElseThrow(() -> ProblemException.unknown(roadmapId, stored.roadmapVersion())));
    }
    Optional<ProgressTree> tree =
        roadmap.map(found -> ProgressTree.merge(found, stored.sections(), stored.items()));
    boolean stale = stored.version() < wanted || tree.isEmpty();
    LocalDate startDate = stored.planStart();
    PlannedTopics topics = startDate == null ? PlannedTopics.NONE : roadmaps.plannedTopics(version);
    PlanProgress plan =
        startDate == null || roadmap.isEmpty()
            ? null
            : PlanProgress.of(
                roadmap.get(),
                topics,
                stored.items(),
                startDate,
                clock.instant(),
                profiles.timeZone(learnerId));
    var response =
        ResponseEntity.ok().varyBy(HttpHeaders.ACCEPT).contentType(MediaType.APPLICATION_JSON);
    if (!stale) {
      // The tag says it all, but for asOf, which grows by itself; writers send it back as
      // If-Match.
      response.eTag(tag(stored.version(), plan, topics));
    }
    return response.body(
        view(
            learnerId,
            stored,
            tree.orElseGet(() -> ProgressTree.unknown(stored.items())),
            asOf,
            stale,
            plan));
  }

  /** A plan looks different every day, and when its rows are mapped to something else. */
  private static String tag(long version, @Nullable PlanProgress plan, PlannedTopics topics) {
    return plan == null
        ? "\"%d\"".formatted(version)
        : "\"%d-%d-%s\"".formatted(version, topics.version(), plan.today());
  }

  private static ResponseEntity<Object> markdown(StoredProgress stored, RoadmapTree tree) {
    Map<NodeId, ItemState> states = new HashMap<>();
    for (StoredItem item : stored.items()) {
      ItemState.named(item.status()).ifPresent(state -> states.put(new NodeId(item.id()), state));
    }
    return ResponseEntity.ok()
        .varyBy(HttpHeaders.ACCEPT)
        .eTag("\"%d-markdown\"".formatted(stored.version()))
        .contentType(Form.MARKDOWN)
        .body(RoadmapMarkdown.write(tree.title(), tree.language(), tree.children(), states));
  }

  @GetMapping("/progress")
  ResponseEntity<LearnerProgress> all(@PathVariable LearnerId learnerId) {
    Freshness.Read read = freshness.of(Topic.ENROLLMENT);
    Instant asOf = read.asOf();
    List<Enrollment> enrollments = progress.of(List.of(learnerId.value()));
    if (enrollments.isEmpty() && !isKnown(learnerId)) {
      throw ProblemException.unknown(learnerId);
    }
    Map<String, String> titles =
        roadmaps.titles(enrollments.stream().map(Enrollment::roadmapId).toList());
    for (Enrollment enrollment : enrollments) {
      asOf = Freshness.newest(asOf, enrollment.newestAt());
    }
    var progress =
        new LearnerProgress(
            learnerId.value(),
            enrollments.stream().map(one -> RoadmapProgress.of(one, titles)).toList(),
            asOf,
            read.version());
    return ResponseEntity.ok().eTag(Tag.of(progress.undated())).body(progress);
  }

  private static ProgressView view(
      LearnerId learner,
      StoredProgress stored,
      ProgressTree tree,
      @Nullable Instant asOf,
      boolean stale,
      @Nullable PlanProgress plan) {
    return new ProgressView(
        learner.value(),
        stored.roadmapId().value(),
        stored.roadmapVersion(),
        stored.version(),
        stored.done(),
        stored.skipped(),
        stored.total(),
        Percent.of(stored.done(), stored.skipped(), stored.total()),
        stored.completedAt(),
        Freshness.newest(asOf, stored.newestAt()),
        stale,
        tree.tiers(),
        tree.selfAssessments(),
        tree.items(),
        plan);
  }

  private ProblemException missing(LearnerId learner, RoadmapId roadmap) {
    if (!roadmaps.exists(roadmap)) {
      return ProblemException.unknown(roadmap);
    }
    boolean known = isKnown(learner) || !progress.of(List.of(learner.value())).isEmpty();
    return known ? ProblemException.unknown(learner, roadmap) : ProblemException.unknown(learner);
  }

  private boolean isKnown(LearnerId learner) {
    return !profiles.of(List.of(learner.value())).isEmpty() || teams.hasMember(learner);
  }
}
