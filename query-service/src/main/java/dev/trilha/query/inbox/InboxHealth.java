package dev.trilha.query.inbox;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether events arrive, and if not, why. Not part of readiness: without Kafka the answers grow
 * old, and they say how old, but there are answers.
 */
class InboxHealth implements HealthIndicator {
  private final Inbox inbox;

  InboxHealth(Inbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public Health health() {
    List<WorkerState> states = inbox.states();
    var health = Health.status(statusOf(states));
    for (int i = 0; i < states.size(); i++) {
      health.withDetail("inbox-" + i, describe(states.get(i)));
    }
    return health.build();
  }

  private static Status statusOf(List<WorkerState> states) {
    if (states.stream()
        .anyMatch(state ->
            state.phase() == WorkerState.Phase.RETRYING
                || state.phase() == WorkerState.Phase.STOPPED)) {
      return Status.DOWN;
    }
    boolean reading = states.stream().anyMatch(state -> state.phase() == WorkerState.Phase.READING);
    return reading ? Status.UP : Status.UNKNOWN;
  }

  private static String describe(WorkerState state) {
    return switch (state.phase()) {
      case WAITING ->
          "waiting since %s: no partition assigned yet, as long as a topic is missing or other replicas read them all"
              .formatted(state.since());
      case READING -> "reading %d partitions since %s".formatted(state.partitions(), state.since());
      case RETRYING -> "retrying since %s: %s".formatted(state.since(), state.cause());
      case STOPPED -> "stopped at " + state.since();
    };
  }
}
