package dev.trilha.command.outbox;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells what the relay does and why it does not. Not part of readiness: ticks are taken, and safe,
 * while the relay is down.
 */
final class RelayHealth implements HealthIndicator {
  private final OutboxRelay relay;

  RelayHealth(OutboxRelay relay) {
    this.relay = relay;
  }

  @Override
  public Health health() {
    RelayState state = relay.state();
    Health.Builder health =
        OutboxRelay.healthy().contains(state) && relay.cause() == null
            ? Health.up()
            : Health.down();
    health.withDetail("state", state);
    if (relay.cause() != null) {
      health.withDetail("cause", relay.cause());
    }
    return health.build();
  }
}
