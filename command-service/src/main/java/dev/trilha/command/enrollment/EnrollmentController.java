package dev.trilha.command.enrollment;

import dev.trilha.command.enrollment.TickItems.Completed;
import dev.trilha.command.enrollment.TickItems.Outcome;
import dev.trilha.command.enrollment.TickItems.Tick;
import dev.trilha.command.eventstore.Commands;
import dev.trilha.command.problem.Refusal;
import dev.trilha.command.version.IfMatch;
import dev.trilha.command.version.Versioned;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.problem.ProblemType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Enrolling and ticking. Every call may be repeated: what changes nothing is stored nowhere and
 * answers {@code "changed": false}.
 */
@RestController
@RequestMapping(
    path = "/v1/learners/{learnerId}/roadmaps/{roadmapId}",
    produces = MediaType.APPLICATION_JSON_VALUE)
class EnrollmentController {
  /** In years. */
  private static final int FURTHEST_START = 10;

  private final Commands commands;
  private final ItemNotes notes;
  private final TickMetrics metrics;
  private final EnrollmentSettings settings;
  private final Clock clock;

  EnrollmentController(
      Commands commands,
      ItemNotes notes,
      TickMetrics metrics,
      EnrollmentSettings settings,
      Clock clock) {
    this.commands = commands;
    this.notes = notes;
    this.metrics = metrics;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * @param version the version of the roadmap to be on; without it a new enrollment takes the
   *     newest
   * @param startDate the first day of the plan's first week, where the learner lives; without it
   *     that stays as it is
   */
  record EnrollRequest(@Nullable Integer version, @Nullable LocalDate startDate) {
    static final EnrollRequest EMPTY = new EnrollRequest(null, null);
  }

  record EnrollAnswer(boolean changed, long version, int roadmapVersion) {}

  /**
   * @param at absent when nothing changed
   */
  record ItemAnswer(NodeId id, String status, @Nullable Instant at) {}

  record TickAnswer(boolean changed, long version, List<Completed> completed, ItemAnswer item) {}

  /**
   * @param allOrNothing refuse the whole request when one item cannot be ticked; without it each
   *     item has its own answer
   */
  record BatchRequest(@Nullable List<@Nullable BatchTick> items, @Nullable Boolean allOrNothing) {}

  record BatchTick(@Nullable NodeId itemId, @Nullable String status, @Nullable Instant at) {}

  /**
   * @param problem why nothing was done with this item: the name of a {@link ProblemType}
   */
  record BatchItemAnswer(NodeId id, String status, boolean changed, @Nullable String problem) {}

  record BatchAnswer(
      boolean changed, long version, List<Completed> completed, List<BatchItemAnswer> items) {}

  @PutMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, MediaType.ALL_VALUE})
  Versioned<EnrollAnswer> enroll(
      @PathVariable LearnerId learnerId,
      @PathVariable RoadmapId roadmapId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody(required = false) @Nullable EnrollRequest body) {
    EnrollRequest request = body == null ? EnrollRequest.EMPTY : body;
    Instant now = clock.instant();
    requireNear(request.startDate(), LocalDate.ofInstant(now, ZoneOffset.UTC));
    StreamId.OfEnrollment stream = new StreamId.OfEnrollment(learnerId, roadmapId);
    Enroll.Result result =
        IfMatch.of(ifMatch)
            .carryOut(tag ->
                commands.send(
                    new Enroll(
                        stream, request.version(), tag.version(), now, request.startDate())));
    return Versioned.of(
        result.version(),
        new EnrollAnswer(result.changed(), result.version(), result.roadmapVersion()));
  }

  private static void requireNear(@Nullable LocalDate startDate, LocalDate today) {
    if (startDate != null
        && (startDate.isBefore(today.minusYears(FURTHEST_START))
            || startDate.isAfter(today.plusYears(FURTHEST_START)))) {
      throw Refusal.Invalid.malformed(
          "startDate", "is at most %d years away".formatted(FURTHEST_START));
    }
  }

  @PutMapping("/items/{itemId}")
  Versioned<TickAnswer> tick(
      @PathVariable LearnerId learnerId,
      @PathVariable RoadmapId roadmapId,
      @PathVariable NodeId itemId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody(required = false) @Nullable TickRequest body) {
    TickRequest request = body == null ? TickRequest.EMPTY : body;
    StreamId.OfEnrollment stream = new StreamId.OfEnrollment(learnerId, roadmapId);
    Instant now = clock.instant();
    Tick tick = metrics.reading(() -> tick(itemId, request, now));
    TickItems.Result result = decide(stream, List.of(tick), ifMatch, true);
    if (request.hasNote()) {
      notes.keep(stream, itemId, request, now);
    }
    return Versioned.of(result.version(), answer(tick, result));
  }

  private Tick tick(NodeId itemId, TickRequest request, Instant now) {
    request.requireFields();
    return new Tick(
        itemId,
        request.statusOrDone(),
        TickRequest.moment("at", request.at(), now, settings.oldestTick()));
  }

  private TickItems.Result decide(
      StreamId.OfEnrollment stream, List<Tick> ticks, @Nullable String ifMatch, boolean strict) {
    IfMatch expected = metrics.reading(() -> IfMatch.of(ifMatch));
    return metrics.deciding(
        ticks.size(),
        () ->
            expected.carryOut(
                tag -> commands.send(new TickItems(stream, ticks, tag.version(), strict))));
  }

  @DeleteMapping("/items/{itemId}")
  Versioned<TickAnswer> reopen(
      @PathVariable LearnerId learnerId,
      @PathVariable RoadmapId roadmapId,
      @PathVariable NodeId itemId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return tick(
        learnerId,
        roadmapId,
        itemId,
        ifMatch,
        new TickRequest(ItemStatus.TODO.wireName(), null, null, null, null));
  }

  @PatchMapping("/items")
  Versioned<BatchAnswer> tickAll(
      @PathVariable LearnerId learnerId,
      @PathVariable RoadmapId roadmapId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody BatchRequest request) {
    List<Tick> ticks = metrics.reading(() -> ticks(request));
    TickItems.Result result =
        decide(
            new StreamId.OfEnrollment(learnerId, roadmapId),
            ticks,
            ifMatch,
            Boolean.TRUE.equals(request.allOrNothing()));
    List<BatchItemAnswer> items = new ArrayList<>(ticks.size());
    for (int i = 0; i < ticks.size(); i++) {
      Outcome outcome = result.outcomes().get(i);
      items.add(
          new BatchItemAnswer(
              ticks.get(i).itemId(),
              ticks.get(i).status().wireName(),
              outcome == Outcome.CHANGED,
              problem(outcome)));
    }
    return Versioned.of(
        result.version(),
        new BatchAnswer(result.changed(), result.version(), result.completed(), items));
  }

  private static @Nullable String problem(Outcome outcome) {
    return switch (outcome) {
      case CHANGED, UNCHANGED -> null;
      case UNKNOWN_ITEM -> ProblemType.UNKNOWN_ITEM.wireName();
      case LEAVES_A_CHOICE -> ProblemType.UNACCEPTABLE.wireName();
    };
  }

  private List<Tick> ticks(BatchRequest request) {
    List<@Nullable BatchTick> items = request.items();
    if (items == null || items.isEmpty()) {
      throw Refusal.Invalid.malformed("items", "has at least one tick");
    }
    if (items.size() > settings.largestBatch()) {
      throw Refusal.Invalid.unacceptable(
          "items", "has at most %d ticks".formatted(settings.largestBatch()));
    }
    Instant now = clock.instant();
    List<Tick> ticks = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      String field = "items[%d]".formatted(i);
      BatchTick item = items.get(i);
      if (item == null || item.itemId() == null) {
        throw Refusal.Invalid.malformed(field + ".itemId", "is required");
      }
      ItemStatus status =
          item.status() == null
              ? ItemStatus.DONE
              : TickRequest.parse(field + ".status", item.status());
      ticks.add(
          new Tick(
              item.itemId(),
              status,
              TickRequest.moment(field + ".at", item.at(), now, settings.oldestTick())));
    }
    return ticks;
  }

  private static TickAnswer answer(Tick tick, TickItems.Result result) {
    ItemAnswer item =
        new ItemAnswer(
            tick.itemId(), tick.status().wireName(), result.changed() ? tick.at() : null);
    return new TickAnswer(result.changed(), result.version(), result.completed(), item);
  }
}
