package dev.trilha.notification.tier;

import dev.trilha.notification.transaction.Transactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** Finished tiers by what became of them: each is counted once. */
final class CelebrationMetrics {
  enum Outcome {
    /** It is on its way to somebody; from here on deliveries count. */
    ANNOUNCED,
    CANCELLED_BY_REOPEN,
    /** The learner is in no team that wants to hear it. */
    NO_AUDIENCE,
    /** Finished by a change of the roadmap: who did finish it was told of already. */
    NO_NEWS,
    /** Celebrated a short while ago. */
    REPEATED,
    /** Too long ago to be news. */
    STALE
  }

  private final MeterRegistry registry;

  CelebrationMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (Outcome outcome : Outcome.values()) {
      counter(outcome);
    }
  }

  /** Counts when, and if, the current transaction commits. */
  void count(Outcome outcome) {
    Transactions.afterCommit(counter(outcome)::increment);
  }

  private Counter counter(Outcome outcome) {
    return Counter.builder("trilha.celebrations")
        .description("Finished tiers by outcome")
        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .register(registry);
  }
}
