package dev.trilha.notification.inbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks, time and again, whether everything that Kafka holds is applied, by all replicas together.
 * The time since it last was grows while Kafka or the database is away.
 */
final class InboxLag implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(InboxLag.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final List<String> topics;
  private final Offsets offsets;
  private final Supplier<Admin> admins;
  private final Clock clock;
  private final Map<String, Instant> readUpTo = new ConcurrentHashMap<>();
  private @Nullable ScheduledExecutorService thread;

  InboxLag(
      List<String> topics,
      Offsets offsets,
      Supplier<Admin> admins,
      Clock clock,
      MeterRegistry registry) {
    this.topics = List.copyOf(topics);
    this.offsets = offsets;
    this.admins = admins;
    this.clock = clock;
    for (String topic : topics) {
      TimeGauge.builder("trilha.inbox.lag", () -> seconds(topic), TimeUnit.SECONDS)
          .description("Time since the topic was last known to be read to its end")
          .tag("topic", topic)
          .register(registry);
    }
  }

  private double seconds(String topic) {
    Instant moment = readUpTo.get(topic);
    return moment == null
        ? Double.NaN
        : Math.max(0, Duration.between(moment, clock.instant()).toMillis() / 1000.0);
  }

  /**
   * @param ends of a topic, by partition
   */
  void look(Function<String, Map<Integer, Long>> ends) {
    for (String topic : topics) {
      Instant asked = clock.instant();
      Map<Integer, Long> held = ends.apply(topic);
      Map<Integer, Long> applied = offsets.applied(topic);
      if (held.entrySet().stream()
          .allMatch(end -> applied.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
        readUpTo.put(topic, asked);
      }
    }
  }

  private void keepLooking() {
    try (Admin admin = admins.get()) {
      while (!Thread.currentThread().isInterrupted()) {
        look(topic -> TopicEnds.of(topic, admin));
        TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException away) {
      // The health of the inbox says what is away; this only grows older.
      log.debug("not known whether everything is read: {}", away.toString());
    }
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      thread =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().name("inbox-lag").daemon().factory());
      var _ =
          thread.scheduleWithFixedDelay(
              this::keepLooking, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public synchronized void stop() {
    if (thread != null) {
      thread.shutdownNow();
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }
}
