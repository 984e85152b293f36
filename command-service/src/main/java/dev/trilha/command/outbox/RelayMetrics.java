package dev.trilha.command.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The relay in numbers: read = sent + unmappable. Alert when unmappable moves, and when the lag
 * keeps growing.
 */
final class RelayMetrics {
  private final Counter read;
  private final Counter sent;
  private final Counter unmappable;

  RelayMetrics(MeterRegistry meters, OutboxSlot slot) {
    this.read = counter(meters, "read");
    this.sent = counter(meters, "sent");
    this.unmappable = counter(meters, "unmappable");
    Gauge.builder("trilha.relay.lag", slot, RelayMetrics::lag)
        .description(
            "WAL written since the last event that Kafka acknowledged; NaN when the slot cannot be"
                + " asked")
        .baseUnit("bytes")
        .register(meters);
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder("trilha.relay.events")
        .description("Rows of the WAL by what became of them: read = sent + unmappable")
        .tag("outcome", outcome)
        .register(meters);
  }

  private static double lag(OutboxSlot slot) {
    return slot.status().map(status -> (double) status.lagBytes()).orElse(Double.NaN);
  }

  /** A batch is done with: Kafka has acknowledged what was sent. */
  void relayed(int records, int leftOut) {
    read.increment(records + leftOut);
    sent.increment(records);
    unmappable.increment(leftOut);
  }
}
