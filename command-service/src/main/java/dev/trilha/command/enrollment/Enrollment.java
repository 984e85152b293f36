package dev.trilha.command.enrollment;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.axonframework.modelling.command.AggregateLifecycle.getVersion;

import dev.trilha.command.enrollment.Progress.Inheritance;
import dev.trilha.command.enrollment.TickItems.Aim;
import dev.trilha.command.enrollment.TickItems.Completed;
import dev.trilha.command.enrollment.TickItems.Outcome;
import dev.trilha.command.enrollment.TickItems.Tick;
import dev.trilha.command.eventstore.Snapshotted;
import dev.trilha.command.eventstore.StreamEnds;
import dev.trilha.command.problem.Refusal;
import dev.trilha.command.roadmap.RoadmapOutline;
import dev.trilha.command.roadmap.RoadmapOutline.Node;
import dev.trilha.command.roadmap.RoadmapOutlines;
import dev.trilha.command.roadmap.Tally;
import dev.trilha.schemas.EnrollmentEvent.EnrollmentUpgraded;
import dev.trilha.schemas.EnrollmentEvent.ItemCompleted;
import dev.trilha.schemas.EnrollmentEvent.ItemEvent;
import dev.trilha.schemas.EnrollmentEvent.ItemReopened;
import dev.trilha.schemas.EnrollmentEvent.ItemSkipped;
import dev.trilha.schemas.EnrollmentEvent.ItemStarted;
import dev.trilha.schemas.EnrollmentEvent.LearnerEnrolled;
import dev.trilha.schemas.EnrollmentEvent.PlanStarted;
import dev.trilha.schemas.EnrollmentEvent.RoadmapCompleted;
import dev.trilha.schemas.EnrollmentEvent.RoadmapReopened;
import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.EnrollmentEvent.TierReopened;
import dev.trilha.schemas.RoadmapChange;
import dev.trilha.schemas.SectionTally;
import dev.trilha.schemas.StreamId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * One learner on one roadmap. Decides whether a tick is news and what it finishes; both go into the
 * same append.
 */
class Enrollment implements Snapshotted {
  /** As many as the largest roadmap has. */
  private static final int MOST_LEAVES = 20_000;

  @AggregateIdentifier private @Nullable String id;
  private @Nullable Progress progress;
  private Extended extended = Extended.NOTHING;
  private @Nullable LocalDate planStart;

  Enrollment() {}

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  Enroll.Result handle(Enroll command, RoadmapOutlines outlines, StreamEnds ends) {
    return knowingTheNewest(command.stream(), ends, () -> decide(command, outlines));
  }

  /**
   * What is left as it is, or refused, is so because of what is known. Another replica may know
   * more; of what is stored, the unique key tells.
   */
  private <R> R knowingTheNewest(StreamId stream, StreamEnds ends, Supplier<R> decision) {
    long known = version();
    try {
      R decided = decision.get();
      if (version() == known) {
        ends.requireNoneBehind(stream, known);
      }
      return decided;
    } catch (Refusal refused) {
      ends.requireNoneBehind(stream, known);
      throw refused;
    }
  }

  private Enroll.Result decide(Enroll command, RoadmapOutlines outlines) {
    requireVersion(command.expectedVersion());
    StreamId.OfEnrollment stream = command.stream();
    Integer wanted = command.roadmapVersion();
    boolean changed = false;
    if (progress == null) {
      enroll(
          stream,
          wanted == null
              ? outlines.latest(stream.roadmapId())
              : outlines.of(stream.roadmapId(), wanted));
      changed = true;
    } else if (wanted != null && wanted != progress.outline().version()) {
      moveTo(outlines.of(stream.roadmapId(), wanted), stream, command.at());
      changed = true;
    }
    changed |= startPlan(stream, command.startDate());
    return new Enroll.Result(changed, version(), enrolled().outline().version());
  }

  @CommandHandler
  boolean handle(UpgradeEnrollment command, RoadmapOutlines outlines, StreamEnds ends) {
    return knowingTheNewest(command.stream(), ends, () -> decide(command, outlines));
  }

  private boolean decide(UpgradeEnrollment command, RoadmapOutlines outlines) {
    if (enrolled().outline().version() >= command.roadmapVersion()) {
      return false;
    }
    StreamId.OfEnrollment stream = command.stream();
    moveTo(outlines.of(stream.roadmapId(), command.roadmapVersion()), stream, command.at());
    return true;
  }

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  TickItems.Result handle(TickItems command, RoadmapOutlines outlines, StreamEnds ends) {
    return knowingTheNewest(command.stream(), ends, () -> decide(command, outlines));
  }

  private TickItems.Result decide(TickItems command, RoadmapOutlines outlines) {
    requireVersion(command.expectedVersion());
    StreamId.OfEnrollment stream = command.stream();
    Progress known =
        progress == null ? new Progress(outlines.latest(stream.roadmapId())) : progress;
    int roadmapVersion = known.outline().version();
    if (command.matchedWith() != null && command.matchedWith() != roadmapVersion) {
      return new TickItems.Result(version(), List.of(), List.of(), roadmapVersion);
    }
    List<Aim> aims =
        command.ticks().stream().map(tick -> tick.aim(known.outline(), command.strict())).toList();

    requireBounded(aims);
    List<Outcome> outcomes = new ArrayList<>();
    List<Completed> completed = new ArrayList<>();
    for (int i = 0; i < aims.size(); i++) {
      outcomes.add(tick(command, command.ticks().get(i), aims.get(i), known, completed));
    }
    return new TickItems.Result(version(), outcomes, completed, roadmapVersion);
  }

  /** A tick of an item is one of each of its sub-items: few of them may come to millions. */
  private static void requireBounded(List<Aim> aims) {
    long leaves = aims.stream().mapToLong(aim -> aim.leaves().size()).sum();
    if (leaves > MOST_LEAVES) {
      throw Refusal.Invalid.unacceptable(
          "items",
          "come to %d with their sub-items, and %d are taken at once"
              .formatted(leaves, MOST_LEAVES));
    }
  }

  private Outcome tick(
      TickItems command, Tick tick, Aim aim, Progress unenrolled, List<Completed> completed) {
    StreamId.OfEnrollment stream = command.stream();
    Outcome outcome = aim.outcome();
    for (Node leaf : aim.leaves()) {
      Progress before = progress == null ? unenrolled : progress;
      ItemStatus status = before.status(leaf.firstLeaf());
      boolean kept = command.onlyForward() && tick.status().takesBack(status);
      if (status != tick.status() && !kept) {
        if (progress == null) {
          enroll(stream, unenrolled.outline());
        }
        Progress after = before.with(leaf.firstLeaf(), tick.status());
        apply(ItemEvents.of(stream, tick, leaf, after));
        completed.addAll(Milestones.reached(stream, tick.at(), leaf, before, after, extended));
        outcome = Outcome.CHANGED;
      }
    }
    return outcome;
  }

  private static void enroll(StreamId.OfEnrollment stream, RoadmapOutline outline) {
    Tally all = new Progress(outline).tally();
    apply(
        new LearnerEnrolled(
            stream.learnerId(),
            stream.roadmapId(),
            outline.version(),
            all.done(),
            all.skipped(),
            all.total()));
  }

  private void moveTo(RoadmapOutline target, StreamId.OfEnrollment stream, Instant at) {
    Progress before = enrolled();
    List<Inheritance> inherited = before.inherited(target);
    Progress moved = before.on(target);
    for (Inheritance each : inherited) {
      moved = moved.with(each.leaf().firstLeaf(), each.status());
    }
    Tally all = moved.tally();
    List<SectionTally> touched =
        moved.sections(target.sections()).stream()
            .filter(section -> section.done() + section.skipped() > 0)
            .toList();
    apply(
        new EnrollmentUpgraded(
            stream.learnerId(),
            stream.roadmapId(),
            before.outline().version(),
            target.version(),
            all.done(),
            all.skipped(),
            all.total(),
            touched));
    // All of these say what it comes to in the end: in between, nothing is open that was finished.
    for (Inheritance each : inherited) {
      Tick tick = new Tick(each.leaf().id(), each.status(), at);
      apply(ItemEvents.of(stream, tick, each.leaf(), moved));
    }
    Milestones.moved(stream, at, before, moved, extended);
  }

  private boolean startPlan(StreamId.OfEnrollment stream, @Nullable LocalDate date) {
    if (date == null || date.equals(planStart)) {
      return false;
    }
    Tally all = enrolled().tally();
    apply(
        new PlanStarted(
            stream.learnerId(),
            stream.roadmapId(),
            enrolled().outline().version(),
            date,
            all.done(),
            all.skipped(),
            all.total()));
    return true;
  }

  private void requireVersion(@Nullable Long expected) {
    if (expected != null && expected != version()) {
      throw new Refusal.Stale(expected, version());
    }
  }

  /** How many events the stream has. */
  private long version() {
    Long newest = progress == null ? null : getVersion();
    return newest == null ? 0 : newest + 1;
  }

  @EventSourcingHandler
  void on(LearnerEnrolled event, RoadmapOutlines outlines) {
    id = new StreamId.OfEnrollment(event.learnerId(), event.roadmapId()).toString();
    progress = new Progress(outlines.of(event.roadmapId(), event.roadmapVersion()));
  }

  @EventSourcingHandler
  void on(ItemStarted event) {
    assign(event, ItemStatus.IN_PROGRESS);
  }

  @EventSourcingHandler
  void on(ItemCompleted event) {
    assign(event, ItemStatus.DONE);
  }

  @EventSourcingHandler
  void on(ItemSkipped event) {
    assign(event, ItemStatus.SKIPPED);
  }

  @EventSourcingHandler
  void on(ItemReopened event) {
    assign(event, ItemStatus.TODO);
  }

  @EventSourcingHandler
  void on(EnrollmentUpgraded event, RoadmapOutlines outlines) {
    progress = enrolled().on(outlines.of(event.roadmapId(), event.roadmapVersion()));
  }

  @EventSourcingHandler
  void on(PlanStarted event) {
    planStart = event.startDate();
  }

  @EventSourcingHandler
  void on(TierReopened event) {
    if (event.because() == RoadmapChange.NEW_VERSION) {
      extended = extended.withTier(event.tierId());
    }
  }

  @EventSourcingHandler
  void on(TierCompleted event) {
    extended = extended.withoutTier(event.tierId());
  }

  @EventSourcingHandler
  void on(RoadmapReopened event) {
    extended =
        extended.withRoadmap(extended.roadmap() || event.because() == RoadmapChange.NEW_VERSION);
  }

  @EventSourcingHandler
  void on(@SuppressWarnings("UnusedVariable") RoadmapCompleted event) { // Axon finds it by type.
    extended = extended.withRoadmap(false);
  }

  @EventSourcingHandler
  void on(EnrollmentState state, RoadmapOutlines outlines) {
    id = state.stream().toString();
    progress = state.progress(outlines);
    extended = state.extended();
    planStart = state.planStart();
  }

  @Override
  public Object snapshot() {
    StreamId.OfEnrollment stream = (StreamId.OfEnrollment) StreamId.parse(String.valueOf(id));
    return EnrollmentState.of(stream, enrolled(), extended, planStart);
  }

  private void assign(ItemEvent event, ItemStatus status) {
    Node leaf =
        enrolled()
            .outline()
            .find(event.itemId())
            .orElseThrow(() ->
                new IllegalStateException(
                    id + " ticked an item that its roadmap never had: " + event.itemId()));
    progress = enrolled().with(leaf.firstLeaf(), status);
  }

  private Progress enrolled() {
    if (progress == null) {
      throw new IllegalStateException("a stream of an enrollment begins with the enrolling");
    }
    return progress;
  }
}
