package dev.trilha.query.reporting;

import dev.trilha.query.reporting.TeamStandings.Standing;
import dev.trilha.query.reporting.TeamStandings.Standings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Teams in numbers, as gauges over what the database says: a restart changes nothing, and every
 * replica says the same. They are read in the background; a scrape never waits for the database.
 *
 * <p>While it cannot be read the last known numbers stay, and their age grows.
 */
class TeamMetrics implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(TeamMetrics.class);
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(5);

  private final Supplier<Standings> source;
  private final Duration every;
  private final Clock clock;
  private final Timer refreshes;
  private final MultiGauge members;
  private final MultiGauge activeMembers;
  private final MultiGauge leavesCompleted;
  private final MultiGauge tiersFinished;
  private volatile Standings known = Standings.NONE;
  private volatile @Nullable Instant readAt;
  private @Nullable ScheduledExecutorService thread;

  /**
   * @param source may take long, and may fail
   */
  TeamMetrics(Supplier<Standings> source, Duration every, Clock clock, MeterRegistry registry) {
    this.source = source;
    this.every = every;
    this.clock = clock;
    refreshes =
        Timer.builder("trilha.team.refresh")
            .description("Reading the numbers of teams from the database")
            .register(registry);
    members = gauge(registry, "trilha.team.members", "Members of the team who are on the roadmap");
    activeMembers =
        gauge(
            registry,
            "trilha.team.active.members",
            "Members who started, finished or skipped an item in the last 7 days");
    leavesCompleted =
        gauge(
            registry,
            "trilha.team.leaves.completed",
            "Leaves that the members of now have done, ever; falls when one is taken back or a"
                + " member leaves");
    tiersFinished =
        gauge(registry, "trilha.team.tiers.finished", "Tiers finished, once per member");
    Gauge.builder("trilha.teams.left.out", () -> known.leftOut())
        .description("Teams without series of their own, being less active than those that have")
        .register(registry);
    TimeGauge.builder("trilha.team.age", this::age, TimeUnit.SECONDS)
        .description("Time since the numbers of teams were read")
        .register(registry);
  }

  private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  /** Reads the numbers once; a failure is logged and leaves them as they are. */
  void refresh() {
    Timer.Sample timing = Timer.start();
    try {
      Standings read = source.get();
      known = read;
      show(members, Standing::members);
      show(activeMembers, Standing::activeMembers);
      show(leavesCompleted, Standing::leavesCompleted);
      show(tiersFinished, Standing::tiersFinished);
      readAt = clock.instant();
    } catch (RuntimeException unread) {
      // A scheduled task that throws is never run again.
      log.warn("the numbers of teams stay as they were: {}", unread.toString());
    } finally {
      timing.stop(refreshes);
    }
  }

  private void show(MultiGauge gauge, ToLongFunction<Standing> number) {
    gauge.register(
        known.standings().stream()
            .map(standing ->
                MultiGauge.Row.of(
                    Tags.of("team", standing.team(), "roadmap", standing.roadmap()),
                    number.applyAsLong(standing)))
            .toList(),
        true);
  }

  private double age() {
    return Optional.ofNullable(readAt)
        .map(moment -> Duration.between(moment, clock.instant()).toMillis() / 1000.0)
        .orElse(Double.NaN);
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      thread =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().name("team-metrics").daemon().factory());
      var _ =
          thread.scheduleWithFixedDelay(this::refresh, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public synchronized void stop() {
    if (thread != null) {
      thread.shutdownNow();
      try {
        if (!thread.awaitTermination(TIME_TO_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
          log.debug("the last reading of the numbers of teams is left to itself");
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
