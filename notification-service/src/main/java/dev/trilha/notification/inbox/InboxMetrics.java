package dev.trilha.notification.inbox;

import dev.trilha.schemas.Topic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/**
 * Records by what became of them: read = applied + ignored + repeated + parked. Alert when parked
 * moves.
 */
final class InboxMetrics {
  enum Outcome {
    READ,
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
    for (Topic topic : InboxConfiguration.TOPICS) {
      for (Outcome outcome : Outcome.values()) {
        counter(topic.topicName(), outcome);
      }
    }
  }

  /** A record was read, and this became of it. */
  void count(String topic, Outcome outcome) {
    counter(topic, Outcome.READ).increment();
    counter(topic, outcome).increment();
  }

  private Counter counter(String topic, Outcome outcome) {
    return Counter.builder("trilha.inbox.records")
        .description("Records by outcome: read = applied + ignored + repeated + parked")
        .tag("topic", topic)
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
