package dev.trilha.command.roadmap;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.trilha.command.problem.Refusal;
import dev.trilha.schemas.PlanMapping;
import dev.trilha.schemas.RoadmapEvent.PlanMapped;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.StreamId;
import dev.trilha.schemas.problem.ProblemType;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A roadmap and its versions: 1, 2, 3… each different from the one before; and what the newest
 * version's plan is about.
 */
class Roadmap {
  @SuppressWarnings("UnusedVariable") // Axon reads it.
  @AggregateIdentifier
  private @Nullable String id;

  private @Nullable RoadmapPublished newest;
  private List<PlanMapping> plan = List.of();
  private long planVersion;

  Roadmap() {}

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  PublishRoadmap.Result handle(PublishRoadmap command) {
    PublishRoadmap.Result result = command.wouldResult(newest, plan);
    if (result.changed()) {
      List<PlanMapping> before = plan;
      apply(command.published(result.version()));
      if (!before.isEmpty()) {
        // The last event of a stream says what is mapped, so that nobody has to look for it.
        apply(
            new PlanMapped(
                command.stream().roadmapId(),
                result.version(),
                PlannedNodes.of(command.children()).surviving(before)));
      }
    }
    return result;
  }

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  MapPlan.Result handle(MapPlan command) {
    RoadmapPublished published = newest;
    if (published == null) {
      throw new Refusal.NotFound(
          ProblemType.UNKNOWN_ROADMAP, "roadmap " + command.stream().roadmapId());
    }
    requireVersion(command.expectedVersion(), published.version());
    requireVersion(command.expectedPlan(), planVersion);
    List<PlanMapping> rows = PlannedNodes.of(published.children()).checked(command.rows());
    boolean changed = !rows.equals(plan);
    if (changed) {
      apply(new PlanMapped(published.roadmapId(), published.version(), rows));
    }
    return new MapPlan.Result(changed, planVersion, published.version(), plan);
  }

  private static void requireVersion(@Nullable Long expected, long actual) {
    if (expected != null && expected != actual) {
      throw new Refusal.Stale(expected, actual);
    }
  }

  @EventSourcingHandler
  void on(RoadmapPublished event) {
    id = new StreamId.OfRoadmap(event.roadmapId()).toString();
    newest = event;
  }

  @EventSourcingHandler
  void on(PlanMapped event, @SequenceNumber long sequence) {
    plan = event.rows();
    planVersion = sequence + 1;
  }
}
