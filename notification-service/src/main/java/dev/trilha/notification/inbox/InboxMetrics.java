package dev.trilha.notification.inbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * Records by what became of them: read = applied + ignored + repeated + parked. Alert when parked
 * moves.
 */
final class InboxMetrics {
  enum Outcome {
    /** It changed something here, or started something. */
    APPLIED,
    /** Nothing here cares about its type. */
    IGNORED,
    /** It, or a newer one of its stream, was applied before. */
    REPEATED,
    /** It cannot be applied; see the table {@code parked_record}. */
    PARKED
  }

  private final MeterRegistry registry;

  InboxMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void count(String topic, Outcome outcome) {
    Counter.builder("trilha.inbox.records")
        .description("Records of Kafka by outcome")
        .tag("topic", topic)
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }
}
