package dev.trilha.command.enrollment;

import static java.util.Objects.requireNonNull;

import dev.trilha.command.problem.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Ticks by what became of them: each is counted once. A body that is no JSON, or an id that is
 * none, never becomes a tick; a batch that breaks a rule counts as one.
 */
final class TickMetrics {
  enum Outcome {
    CHANGED,
    /** A repeat. */
    UNCHANGED,
    /** No such item, roadmap or version of it. */
    REFUSED_UNKNOWN,
    /** {@code If-Match} asked for another version. */
    REFUSED_STALE,
    /** A field breaks a rule. */
    REFUSED_INVALID,
    /** Nothing was acknowledged: the database or too many writers. Alert when it moves. */
    FAILED
  }

  private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

  TickMetrics(MeterRegistry registry) {
    for (Outcome outcome : Outcome.values()) {
      counters.put(
          outcome,
          Counter.builder("trilha.ticks")
              .description("Ticks by outcome, each once")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .register(registry));
    }
  }

  /** Reads ticks out of a request; what is thrown counts. */
  <T> T reading(Supplier<T> ticks) {
    try {
      return ticks.get();
    } catch (RuntimeException refused) {
      count(of(refused), 1);
      throw refused;
    }
  }

  /** Decides so many ticks; what comes out, or is thrown, counts. */
  TickItems.Result deciding(int ticks, Supplier<TickItems.Result> decision) {
    TickItems.Result result;
    try {
      result = decision.get();
    } catch (RuntimeException refused) {
      count(of(refused), ticks);
      throw refused;
    }
    result.outcomes().forEach(outcome -> count(of(outcome), 1));
    return result;
  }

  private static Outcome of(TickItems.Outcome outcome) {
    return switch (outcome) {
      case CHANGED -> Outcome.CHANGED;
      case UNCHANGED -> Outcome.UNCHANGED;
      case UNKNOWN_ITEM -> Outcome.REFUSED_UNKNOWN;
      case LEAVES_A_CHOICE -> Outcome.REFUSED_INVALID;
    };
  }

  private static Outcome of(RuntimeException failure) {
    if (!(failure instanceof Refusal refusal)) {
      return Outcome.FAILED;
    }
    return switch (refusal) {
      case Refusal.NotFound _ -> Outcome.REFUSED_UNKNOWN;
      case Refusal.Stale _ -> Outcome.REFUSED_STALE;
      case Refusal.Invalid _ -> Outcome.REFUSED_INVALID;
      case Refusal.Busy _, Refusal.UnderWay _ -> Outcome.FAILED;
    };
  }

  private void count(Outcome outcome, int ticks) {
    requireNonNull(counters.get(outcome)).increment(ticks);
  }
}
