package dev.trilha.benchmark.guides;

import java.util.HashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** One learner on one roadmap. */
@Aggregate
class Enrollment {
  @AggregateIdentifier
  @SuppressWarnings("UnusedVariable") // Axon reads it.
  private @Nullable String id;

  private final Set<String> done = new HashSet<>();

  Enrollment() {}

  /** Answers how many items are done; 0 when the tick was no news. */
  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
  int handle(TickItem command) {
    if (done.contains(command.itemId())) {
      return 0;
    }
    AggregateLifecycle.apply(
        new ItemCompleted(command.enrollment(), command.itemId(), done.size() + 1));
    return done.size();
  }

  @EventSourcingHandler
  void on(ItemCompleted event) {
    id = event.enrollment();
    done.add(event.itemId());
  }
}
