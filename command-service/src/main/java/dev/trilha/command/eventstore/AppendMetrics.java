package dev.trilha.command.eventstore;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** The store's write path: how long an append takes, until it is durable or refused. */
final class AppendMetrics {
  enum Outcome {
    STORED,
    /** Another replica wrote to the stream first; the command is decided again. */
    CONFLICT,
    /** Too many waited already. */
    BUSY,
    FAILED
  }

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5)
  };

  private final MeterRegistry registry;
  private final Counter events;
  private final DistributionSummary batches;
  private final Map<Outcome, Timer> timers = new EnumMap<>(Outcome.class);

  AppendMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.events =
        Counter.builder("trilha.eventstore.events").description("Events stored").register(registry);
    this.batches =
        DistributionSummary.builder("trilha.eventstore.batch")
            .baseUnit("appends")
            .description("Appends that shared one commit")
            .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100, 200, 500)
            .register(registry);
    for (Outcome outcome : Outcome.values()) {
      timers.put(
          outcome,
          Timer.builder("trilha.eventstore.append")
              .description(
                  "One append, from asking for a connection until it is durable or refused")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .serviceLevelObjectives(BUCKETS)
              .register(registry));
    }
  }

  Timer.Sample begin() {
    return Timer.start(registry);
  }

  void stored(Timer.Sample timing, int number) {
    timing.stop(timer(Outcome.STORED));
    events.increment(number);
  }

  void refused(Timer.Sample timing, boolean conflict) {
    timing.stop(timer(conflict ? Outcome.CONFLICT : Outcome.FAILED));
  }

  void busy(Timer.Sample timing) {
    timing.stop(timer(Outcome.BUSY));
  }

  /** One commit, with the appends of so many commands. */
  void committed(int appends) {
    batches.record(appends);
  }

  void watch(AppendQueue queue) {
    Gauge.builder("trilha.eventstore.waiting", queue, AppendQueue::size)
        .description("Appends that wait for a lane of the event store")
        .strongReference(true)
        .register(registry);
  }

  private Timer timer(Outcome outcome) {
    return requireNonNull(timers.get(outcome));
  }
}
