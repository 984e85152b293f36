package dev.trilha.notification.tier;

import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.transaction.Transactions;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;

/**
 * What was finished, by what became of it. Each tier and each roadmap is counted once; a team's
 * tier is when it is announced, or would have been.
 */
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

  private static final List<AnnouncementKind> KINDS =
      List.of(
          AnnouncementKind.TIER_COMPLETED,
          AnnouncementKind.ROADMAP_COMPLETED,
          AnnouncementKind.TEAM_TIER_COMPLETED);

  private final MeterRegistry registry;

  CelebrationMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (AnnouncementKind kind : KINDS) {
      for (Outcome outcome : Outcome.values()) {
        counter(kind, outcome);
      }
    }
  }

  /** Counts when, and if, the current transaction commits. */
  void count(AnnouncementKind kind, Outcome outcome) {
    Transactions.afterCommit(counter(kind, outcome)::increment);
  }

  private Counter counter(AnnouncementKind kind, Outcome outcome) {
    return Counter.builder("trilha.celebrations")
        .description("Finished tiers and roadmaps by outcome")
        .tag("kind", word(kind))
        .tag("outcome", word(outcome))
        .register(registry);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
