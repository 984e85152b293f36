package dev.trilha.notification.delivery;

import dev.trilha.notification.transaction.Transactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * Deliveries by what became of them. Each ends as delivered, parked or cancelled, and is retried
 * any number of times before.
 */
final class DeliveryMetrics {
  enum Outcome {
    DELIVERED,
    /** An attempt failed and another will follow. */
    RETRIED,
    /** Given up. Alert when it moves: somebody did not hear. */
    PARKED,
    /** Somebody did not want it sent. */
    CANCELLED
  }

  private final MeterRegistry registry;
  private final Counter messages;

  DeliveryMetrics(MeterRegistry registry) {
    this.registry = registry;
    messages =
        Counter.builder("trilha.messages")
            .description("Messages that were taken; one may bring several deliveries")
            .register(registry);
    for (Outcome outcome : Outcome.values()) {
      counter(outcome);
    }
  }

  /** Counts when, and if, the current transaction commits. */
  void count(Outcome outcome) {
    Transactions.afterCommit(counter(outcome)::increment);
  }

  void countMessage() {
    Transactions.afterCommit(messages::increment);
  }

  private Counter counter(Outcome outcome) {
    return Counter.builder("trilha.deliveries")
        .description("Deliveries by outcome; retried counts attempts")
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
