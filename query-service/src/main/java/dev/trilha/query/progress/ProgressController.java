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
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping(path = "/v1/learners/{learnerId}", produces = MediaType.APPLICATION_JSON_VALUE)
class ProgressController {
  private final Progress progress;
  private final Roadmaps roadmaps;
  private final Profiles profiles;
  private final Teams teams;
  private final VersionWaits waits;
  private final Drawings drawings;
  private final JsonMapper json;
  private final Freshness freshness;
  private final Clock clock;

  ProgressController(
      Progress progress,
      Roadmaps roadmaps,
      Profiles profiles,
      Teams teams,
      VersionWaits waits,
      Drawings drawings,
      JsonMapper json,
      Freshness freshness,
      Clock clock) {
    this.progress = progress;
    this.roadmaps = roadmaps;
    this.profiles = profiles;
    this.teams = teams;
    this.waits = waits;
    this.drawings = drawings;
    this.json = json;
    this.freshness = freshness;
    this.clock = clock;
  }

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
    return Form.isWanted(headers, Form.MARKDOWN)
        ? markdown(learnerId, roadmapId)
        : json(learnerId, roadmapId, wanted);
  }

  private ResponseEntity<Object> json(LearnerId learner, RoadmapId roadmapId, long wanted) {
    EnrollmentHead head =
        progress.head(learner, roadmapId).orElseThrow(() -> missing(learner, roadmapId));
    var enrollment = new OfEnrollment(learner, roadmapId);
    Optional<Drawing> drawn =
        head.planStart() == null ? drawings.find(enrollment, head.row()) : Optional.empty();
    if (drawn.isPresent()) {
      return drawn(head, drawn.get(), wanted);
    }
    StoredProgress stored =
        progress.find(learner, roadmapId).orElseThrow(() -> missing(learner, roadmapId));
    head = stored.head();
    RoadmapVersion version = new RoadmapVersion(roadmapId, head.roadmapVersion());
    Optional<RoadmapTree> roadmap = roadmaps.tree(version);
    if (roadmap.isEmpty()) {
      ProgressTree flat = ProgressTree.unknown(stored.items());
      return untagged().body(ProgressView.of(learner, head, flat, true, null));
    }
    ProgressTree tree = ProgressTree.merge(roadmap.get(), stored.sections(), stored.items());
    LocalDate startDate = head.planStart();
    if (startDate == null) {
      Drawing drawing =
          Drawing.of(json, head.row(), ProgressView.of(learner, head, tree, false, null));
      drawings.keep(enrollment, drawing);
      return drawn(head, drawing, wanted);
    }
    PlannedTopics topics = roadmaps.plannedTopics(version);
    PlanProgress plan =
        PlanProgress.of(
            roadmap.get(),
            topics,
            stored.items(),
            startDate,
            clock.instant(),
            profiles.timeZone(learner));
    boolean stale = head.isBehind(wanted);
    // A plan looks different every day, elsewhere, and when its rows are mapped to something else.
    String tag =
        "\"%d-%d-%s-%d\""
            .formatted(head.version(), topics.version(), plan.today(), number(plan.timeZone()));
    return (stale ? untagged() : untagged().eTag(tag))
        .body(ProgressView.of(learner, head, tree, stale, plan));
  }

  /**
   * A zone's name in digits: only those may stand behind the version in the If-Match of a write.
   */
  private static int number(String timeZone) {
    return Math.floorMod(timeZone.hashCode(), 100_000_000);
  }

  private static ResponseEntity<Object> drawn(EnrollmentHead head, Drawing drawing, long wanted) {
    boolean stale = head.isBehind(wanted);
    // The tag says it all, but for asOf, which grows by itself; writers send it back as If-Match.
    return (stale ? untagged() : untagged().eTag("\"" + head.version() + "\""))
        .body(drawing.at(head.freshness(), stale));
  }

  private static ResponseEntity.BodyBuilder untagged() {
    return ResponseEntity.ok().varyBy(HttpHeaders.ACCEPT).contentType(MediaType.APPLICATION_JSON);
  }

  private ResponseEntity<Object> markdown(LearnerId learner, RoadmapId roadmapId) {
    StoredProgress stored =
        progress.find(learner, roadmapId).orElseThrow(() -> missing(learner, roadmapId));
    int version = stored.head().roadmapVersion();
    RoadmapTree tree =
        roadmaps
            .tree(new RoadmapVersion(roadmapId, version))
            .orElseThrow(() -> ProblemException.unknown(roadmapId, version));
    Map<NodeId, ItemState> states = new HashMap<>();
    for (StoredItem item : stored.items()) {
      ItemState.named(item.status()).ifPresent(state -> states.put(new NodeId(item.id()), state));
    }
    return ResponseEntity.ok()
        .varyBy(HttpHeaders.ACCEPT)
        .eTag("\"%d-markdown\"".formatted(stored.head().version()))
        .contentType(Form.MARKDOWN)
        .body(RoadmapMarkdown.write(tree.title(), tree.language(), tree.children(), states));
  }

  @GetMapping("/progress")
  ResponseEntity<LearnerProgress> all(@PathVariable LearnerId learnerId) {
    Freshness.Read read = freshness.of(Topic.ENROLLMENT);
    Instant asOf = read.asOf();
    Instant parkedSince = freshness.parkedSince(Topic.ENROLLMENT, learnerId.value());
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
            Freshness.before(parkedSince, asOf),
            read.version());
    return ResponseEntity.ok().eTag(Tag.of(progress.undated())).body(progress);
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
