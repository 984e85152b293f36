package dev.trilha.command.enrollment;

import dev.trilha.command.enrollment.EnrollmentController.BatchItemAnswer;
import dev.trilha.command.enrollment.TickItems.Completed;
import dev.trilha.command.enrollment.TickItems.Outcome;
import dev.trilha.command.enrollment.TickItems.Tick;
import dev.trilha.command.eventstore.Commands;
import dev.trilha.command.problem.Refusal;
import dev.trilha.command.roadmap.Checklists;
import dev.trilha.command.roadmap.Checklists.Checklist;
import dev.trilha.command.roadmap.Checklists.Unmatched;
import dev.trilha.command.roadmap.RoadmapOutlines;
import dev.trilha.command.version.IfMatch;
import dev.trilha.command.version.Versioned;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.markdown.ItemState;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Ticking what a Markdown checklist has ticked. */
@RestController
class ChecklistController {
  /** How often it is matched anew because the enrollment is on another version. */
  private static final int ATTEMPTS = 5;

  private final Commands commands;
  private final RoadmapOutlines outlines;
  private final Checklists checklists;
  private final TickMetrics metrics;
  private final Clock clock;

  ChecklistController(
      Commands commands,
      RoadmapOutlines outlines,
      Checklists checklists,
      TickMetrics metrics,
      Clock clock) {
    this.commands = commands;
    this.outlines = outlines;
    this.checklists = checklists;
    this.metrics = metrics;
    this.clock = clock;
  }

  /**
   * @param items one for each tick that is an item
   * @param unmatched the ticks that say nothing of an item, each with its reason
   */
  record ChecklistAnswer(
      boolean changed,
      long version,
      List<Completed> completed,
      List<BatchItemAnswer> items,
      List<Unmatched> unmatched) {}

  private record Decided(List<Tick> ticks, TickItems.Result result, List<Unmatched> unmatched) {}

  /**
   * Marks as done what has a checked box in the document, and as begun or skipped what an export
   * says that it is; boxes that are not checked change nothing, and nothing is taken back.
   */
  @PatchMapping(
      path = "/v1/learners/{learnerId}/roadmaps/{roadmapId}/items",
      consumes = "text/markdown",
      produces = MediaType.APPLICATION_JSON_VALUE)
  Versioned<ChecklistAnswer> tickChecklist(
      @PathVariable LearnerId learnerId,
      @PathVariable RoadmapId roadmapId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody byte[] document) {
    StreamId.OfEnrollment stream = new StreamId.OfEnrollment(learnerId, roadmapId);
    IfMatch expected = IfMatch.of(ifMatch);
    Instant now = clock.instant();
    // Nobody knows which version the learner is on but the enrollment itself: it says so when the
    // guess was wrong.
    int version = outlines.latest(roadmapId).version();
    Decided decided = decide(stream, version, document, expected, now);
    for (int attempt = 1; decided.result().roadmapVersion() != version; attempt++) {
      if (attempt == ATTEMPTS) {
        throw new Refusal.Stale(version, decided.result().roadmapVersion());
      }
      version = decided.result().roadmapVersion();
      decided = decide(stream, version, document, expected, now);
    }
    TickItems.Result result = decided.result();
    List<Tick> ticks = decided.ticks();
    List<BatchItemAnswer> items =
        IntStream.range(0, ticks.size())
            .mapToObj(i ->
                new BatchItemAnswer(
                    ticks.get(i).itemId(),
                    ticks.get(i).status().wireName(),
                    result.outcomes().get(i) == Outcome.CHANGED,
                    null))
            .toList();
    return Versioned.of(
        result.version(),
        new ChecklistAnswer(
            result.changed(), result.version(), result.completed(), items, decided.unmatched()));
  }

  private Decided decide(
      StreamId.OfEnrollment stream,
      int roadmapVersion,
      byte[] document,
      IfMatch expected,
      Instant now) {
    Checklist checklist =
        metrics.reading(() -> checklists.read(stream.roadmapId(), roadmapVersion, document));
    List<Tick> ticks =
        checklist.ticked().stream()
            .map(ticked -> new Tick(ticked.itemId(), status(ticked.state()), now))
            .toList();
    TickItems.Result result =
        metrics.deciding(
            ticks.size(),
            () ->
                expected.carryOut(tag ->
                    commands.send(
                        new TickItems(stream, ticks, tag.version(), true, roadmapVersion, true))));
    return new Decided(ticks, result, checklist.unmatched());
  }

  private static ItemStatus status(ItemState state) {
    return switch (state) {
      case TODO -> ItemStatus.TODO;
      case IN_PROGRESS -> ItemStatus.IN_PROGRESS;
      case DONE -> ItemStatus.DONE;
      case SKIPPED -> ItemStatus.SKIPPED;
    };
  }
}
