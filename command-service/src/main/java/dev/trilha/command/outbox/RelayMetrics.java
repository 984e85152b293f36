package dev.trilha.command.outbox;

import dev.trilha.command.outbox.ParkedRows.Reason;
import dev.trilha.command.outbox.RelayLag.Lag;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The relay in numbers: read = sent + what was parked, by its reason. Alert when something is
 * parked, when the failures move, when the lag keeps growing, and when the slot keeps much of what
 * it may.
 */
final class RelayMetrics {
  /** What {@link Lag#slotStatus} says. */
  private static final List<String> SLOT_STATUSES =
      List.of("reserved", "extended", "unreserved", "lost", "missing", "unknown");

  private final MeterRegistry meters;
  private final RelayLag lag;
  private final Counter read;
  private final Counter sent;
  private final Counter unacknowledged;
  private final Counter shortcuts;
  private final Map<Reason, Counter> parked = new EnumMap<>(Reason.class);
  private final Map<Recovery.Cause, Counter> recoveries = new EnumMap<>(Recovery.Cause.class);

  RelayMetrics(MeterRegistry meters, RelayLag lag) {
    this.meters = meters;
    this.lag = lag;
    this.read = counter("read");
    this.sent = counter("sent");
    this.unacknowledged = counter("unacknowledged");
    for (Reason reason : Reason.values()) {
      parked.put(reason, counter(reason.wireName()));
    }
    this.shortcuts =
        Counter.builder("trilha.relay.shortcuts")
            .description("Times that a backlog was sent from the table because that is shorter")
            .register(meters);
    for (Recovery.Cause cause : Recovery.Cause.values()) {
      recoveries.put(
          cause,
          Counter.builder("trilha.relay.recoveries")
              .description("Times that the store was sent from its table because the log had a gap")
              .tag("cause", cause.wireName())
              .register(meters));
    }
    bytes("lag.bytes", "WAL written since the last event that Kafka acknowledged", Lag::bytes);
    bytes(
        "retained.bytes",
        "WAL that PostgreSQL keeps for the slot",
        waiting -> waiting.slot() == null ? Double.NaN : waiting.slot().retainedBytes());
    bytes("retained.cap.bytes", "WAL that it may keep before the slot is lost", RelayMetrics::cap);
    Gauge.builder("trilha.relay.parked", lag, rows -> rows.current().parked())
        .description("Rows of the store that Kafka does not get as they are")
        .register(meters);
    for (String status : SLOT_STATUSES) {
      Gauge.builder(
              "trilha.relay.slot", lag, slot -> slot.current().slotStatus().equals(status) ? 1 : 0)
          .description("1 for the status of the replication slot")
          .tag("status", status)
          .register(meters);
    }
  }

  private static double cap(Lag waiting) {
    return waiting.slot() == null || waiting.slot().capBytes() == null
        ? Double.NaN
        : waiting.slot().capBytes();
  }

  private void bytes(String name, String description, ToDoubleFunction<Lag> value) {
    Gauge.builder("trilha.relay." + name, lag, waiting -> value.applyAsDouble(waiting.current()))
        .description(description + "; NaN when it cannot be known")
        .baseUnit("bytes")
        .register(meters);
  }

  private Counter counter(String outcome) {
    return Counter.builder("trilha.relay.events")
        .description(
            "Rows of the store by what became of them: read = sent + unacknowledged, which come"
                + " again, + the parked ones")
        .tag("outcome", outcome)
        .register(meters);
  }

  /** Shows what this replica's relay does. */
  void watch(RelayStanding relay) {
    gauge(
        relay,
        "lag.events",
        "Events stored and not yet acknowledged by Kafka, at most %d; NaN on a replica that does not relay"
            .formatted(RelayLag.MOST_EVENTS),
        Lag::events);
    TimeGauge.builder(
            "trilha.relay.lag", relay, TimeUnit.SECONDS, running -> waiting(running, Lag::seconds))
        .description(
            "Time since the oldest event was stored that Kafka has not acknowledged; NaN on a"
                + " replica that does not relay")
        .register(meters);
    gauge(
        relay,
        "position",
        "The newest event that Kafka is known to have; NaN on a replica that does not relay",
        waiting -> position());
    FunctionCounter.builder("trilha.relay.failures", relay, RelayStanding::failures)
        .description("Times that the relay stopped and had to start again")
        .register(meters);
    for (RelayState state : RelayState.values()) {
      Gauge.builder("trilha.relay.state", relay, running -> running.now().state() == state ? 1 : 0)
          .description("1 for the state that this replica's relay is in")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(meters);
    }
  }

  private void gauge(
      RelayStanding relay, String name, String description, ToDoubleFunction<Lag> value) {
    Gauge.builder("trilha.relay." + name, relay, running -> waiting(running, value))
        .description(description)
        .register(meters);
  }

  private double position() {
    Long position = lag.acknowledged();
    return position == null ? Double.NaN : position;
  }

  private static void count(@Nullable Counter counter) {
    Objects.requireNonNull(counter, "there is one for each").increment();
  }

  /** So many rows came, from the log or from the table. */
  void read(int rows) {
    read.increment(rows);
  }

  /** Kafka has acknowledged so many rows. */
  void sent(int rows) {
    sent.increment(rows);
  }

  /** So many rows of a batch that failed come again. */
  void unacknowledged(int rows) {
    unacknowledged.increment(rows);
  }

  /** A row was left out, for everybody to see. */
  void parked(Reason reason) {
    count(parked.get(reason));
  }

  void shortened() {
    count(shortcuts);
  }

  void recovered(Recovery.Cause cause) {
    count(recoveries.get(cause));
  }

  /** The newest event that is known to be in Kafka; less than 0 changes nothing. */
  void acknowledged(long position) {
    lag.acknowledged(position);
  }

  private double waiting(RelayStanding relay, ToDoubleFunction<Lag> part) {
    return relay.now().state().knowsItsLag() ? part.applyAsDouble(lag.current()) : Double.NaN;
  }
}
