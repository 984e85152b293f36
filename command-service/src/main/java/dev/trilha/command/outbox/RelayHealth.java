package dev.trilha.command.outbox;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells what the relay does and why it does not, and when its slot keeps so much WAL that it may be
 * lost. Not part of readiness: ticks are taken, and safe, while the relay is down.
 */
final class RelayHealth implements HealthIndicator {
  private final RelayStanding relay;
  private final RelayLag lag;
  private final double walAlarm;

  /**
   * @param walAlarm the part of what a slot may keep that is too much
   */
  RelayHealth(RelayStanding relay, RelayLag lag, double walAlarm) {
    this.relay = relay;
    this.lag = lag;
    this.walAlarm = walAlarm;
  }

  @Override
  public Health health() {
    RelayStanding.Now now = relay.now();
    RelayLag.Lag waiting = lag.current();
    boolean works =
        switch (now.state()) {
          case STARTING, STANDBY, BACKFILLING, STREAMING -> now.cause() == null;
          case FAILED, STOPPED -> false;
        };
    OutboxSlot.Status slot = waiting.slot();
    boolean walInDanger = slot != null && (slot.isLost() || slot.fill() >= walAlarm);
    Health.Builder health = works && !walInDanger ? Health.up() : Health.down();
    health
        .withDetail("state", now.state())
        .withDetail("since", now.since().toString())
        .withDetail("slot", waiting.slotStatus());
    if (now.cause() != null) {
      health.withDetail("cause", now.cause());
    }
    if (slot != null && walInDanger) {
      health.withDetail(
          "wal",
          "%d of %s bytes are kept for the slot: past them it is lost"
              .formatted(slot.retainedBytes(), slot.capBytes()));
    }
    if (waiting.parked() > 0) {
      health.withDetail("parked", (long) waiting.parked());
    }
    return health.build();
  }
}
