package dev.trilha.command.outbox;

import dev.trilha.command.outbox.RelayLag.Lag;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The relay in numbers: read = sent + unmappable. Alert when unmappable or the failures move, and
 * when the lag keeps growing.
 */
final class RelayMetrics {
  private final MeterRegistry meters;
  private final RelayLag lag;
  private final Counter read;
  private final Counter sent;
  private final Counter unmappable;

  RelayMetrics(MeterRegistry meters, RelayLag lag) {
    this.meters = meters;
    this.lag = lag;
    this.read = counter("read");
    this.sent = counter("sent");
    this.unmappable = counter("unmappable");
    Gauge.builder("trilha.relay.lag.bytes", lag, waiting -> waiting.current().bytes())
        .description(
            "WAL written since the last event that Kafka acknowledged; NaN when the slot cannot be"
                + " asked")
        .baseUnit("bytes")
        .register(meters);
  }

  private Counter counter(String outcome) {
    return Counter.builder("trilha.relay.events")
        .description("Rows of the WAL by what became of them: read = sent + unmappable")
        .tag("outcome", outcome)
        .register(meters);
  }

  /** Shows what this replica's relay does. */
  void watch(OutboxRelay relay) {
    Gauge.builder("trilha.relay.lag.events", relay, running -> waiting(running, Lag::events))
        .description(
            "Events stored and not yet acknowledged by Kafka, at most %d; NaN on a replica that does not relay"
                .formatted(RelayLag.MOST_EVENTS))
        .register(meters);
    TimeGauge.builder(
            "trilha.relay.lag", relay, TimeUnit.SECONDS, running -> waiting(running, Lag::seconds))
        .description(
            "Time since the oldest event was stored that Kafka has not acknowledged; NaN on a"
                + " replica that does not relay")
        .register(meters);
    FunctionCounter.builder("trilha.relay.failures", relay, OutboxRelay::failures)
        .description("Times that the relay stopped and had to start again")
        .register(meters);
    for (RelayState state : RelayState.values()) {
      Gauge.builder("trilha.relay.state", relay, running -> running.state() == state ? 1 : 0)
          .description("1 for the state that this replica's relay is in")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(meters);
    }
  }

  /**
   * A batch is done with: Kafka has acknowledged what was sent.
   *
   * @param position the newest event that is thereby known to be in Kafka; less than 0 when the
   *     batch does not say
   */
  void relayed(int records, int leftOut, long position) {
    read.increment(records + leftOut);
    sent.increment(records);
    unmappable.increment(leftOut);
    lag.acknowledged(position);
  }

  /** What a replica knows that stands by is old, and what is sent again from the table is new. */
  private double waiting(OutboxRelay relay, ToDoubleFunction<Lag> part) {
    return switch (relay.state()) {
      // A replica that stands by starts again and again, to see whether it may lead.
      case STARTING, STANDBY, BACKFILLING -> Double.NaN;
      case STREAMING, FAILED, STOPPED -> part.applyAsDouble(lag.current());
    };
  }
}
