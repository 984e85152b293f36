package dev.trilha.command.roadmap;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.trilha.command.problem.Refusal;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.StreamId;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** A roadmap and its versions: 1, 2, 3… each different from the one before. */
class Roadmap {
  @SuppressWarnings("UnusedVariable") // Axon reads it.
  @AggregateIdentifier
  private @Nullable String id;

  private @Nullable RoadmapPublished newest;

  Roadmap() {}

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  PublishRoadmap.Result handle(PublishRoadmap command) {
    int version = newest == null ? 0 : newest.version();
    if (command.expectedVersion() != null && command.expectedVersion() != version) {
      throw new Refusal.Stale(command.expectedVersion(), version);
    }
    PublishRoadmap.Result result = command.wouldResult(newest);
    if (result.changed()) {
      apply(command.published(result.version()));
    }
    return result;
  }

  @EventSourcingHandler
  void on(RoadmapPublished event) {
    id = new StreamId.OfRoadmap(event.roadmapId()).toString();
    newest = event;
  }
}
