package dev.trilha.command.outbox;

import dev.trilha.command.outbox.ParkedRows.Parked;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The relay at one glance: {@code /actuator/relay}. */
@Endpoint(id = "relay")
final class RelayEndpoint {
  private static final int PARKED_SHOWN = 100;

  private final RelayStanding relay;
  private final RelayLag lag;
  private final ParkedRows parked;

  RelayEndpoint(RelayStanding relay, RelayLag lag, ParkedRows parked) {
    this.relay = relay;
    this.lag = lag;
    this.parked = parked;
  }

  /**
   * @param cause why it failed last; absent when that is over
   * @param failures since the start of the service
   * @param acknowledgedPosition the newest event that Kafka is known to have; only on the replica
   *     that relays
   * @param parkedTotal rows that Kafka does not get
   * @param parked the newest 100 of them
   */
  record Report(
      RelayState state,
      Instant since,
      @Nullable String cause,
      long failures,
      @Nullable Long acknowledgedPosition,
      Waiting lag,
      Slot slot,
      @Nullable Long parkedTotal,
      List<Parked> parked) {}

  /** Absent is what cannot be known. */
  record Waiting(@Nullable Long events, @Nullable Double seconds, @Nullable Long bytes) {}

  /**
   * @param status as PostgreSQL has it, or {@code missing} or {@code unknown}
   * @param capBytes absent without a cap
   */
  record Slot(
      String status,
      @Nullable Boolean active,
      @Nullable Long retainedBytes,
      @Nullable Long capBytes) {}

  @ReadOperation
  public Report relay() {
    RelayStanding.Now now = relay.now();
    RelayLag.Lag waiting = lag.current();
    boolean known = now.state().knowsItsLag();
    OutboxSlot.Status slot = waiting.slot();
    return new Report(
        now.state(),
        now.since(),
        now.cause(),
        relay.failures(),
        known ? lag.acknowledged() : null,
        new Waiting(
            known ? whole(waiting.events()) : null,
            known && !Double.isNaN(waiting.seconds()) ? waiting.seconds() : null,
            whole(waiting.bytes())),
        slot == null
            ? new Slot(waiting.slotStatus(), null, null, null)
            : new Slot(slot.walStatus(), slot.active(), slot.retainedBytes(), slot.capBytes()),
        whole(waiting.parked()),
        waiting.known() ? parked.newest(PARKED_SHOWN) : List.of());
  }

  private static @Nullable Long whole(double number) {
    return Double.isNaN(number) ? null : (long) number;
  }
}
