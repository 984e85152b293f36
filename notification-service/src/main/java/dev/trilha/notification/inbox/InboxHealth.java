package dev.trilha.notification.inbox;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether records are being applied. Waiting for Kafka or its topics is no failure: they may come
 * up later.
 */
final class InboxHealth implements HealthIndicator {
  private final InboxState state;

  InboxHealth(InboxState state) {
    this.state = state;
  }

  @Override
  public Health health() {
    InboxState.Snapshot now = state.snapshot();
    Health.Builder health =
        switch (now.phase()) {
          case RUNNING -> Health.up();
          case WAITING -> Health.unknown();
          case FAILING, STOPPED -> Health.down();
        };
    health.withDetail("state", now.phase()).withDetail("partitions", now.partitions());
    if (now.cause() != null) {
      health.withDetail("cause", now.cause());
    }
    return health.build();
  }
}
