package dev.trilha.notification.inbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Starts reading as soon as Kafka lets it, however long that takes, and stops it. The rest of the
 * service doesn't wait.
 */
final class InboxLifecycle implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(InboxLifecycle.class);

  /** A consumer that is interrupted while it is made complains loudly. */
  private static final Duration LET_IT_START = Duration.ofSeconds(3);

  private final Origin origin;
  private final Supplier<MessageListenerContainer> containers;
  private final InboxState state;
  private final Pause pause;
  private final Pause readersPause;
  private final AtomicReference<@Nullable MessageListenerContainer> container =
      new AtomicReference<>();
  private @Nullable Thread starter;

  /**
   * @param pause between tries to start
   * @param readersPause to be ended when the service stops
   */
  InboxLifecycle(
      Origin origin,
      Supplier<MessageListenerContainer> containers,
      InboxState state,
      Pause pause,
      Pause readersPause) {
    this.origin = origin;
    this.containers = containers;
    this.state = state;
    this.pause = pause;
    this.readersPause = readersPause;
  }

  @Override
  public synchronized void start() {
    if (starter == null) {
      starter = Thread.ofPlatform().name("inbox-start").daemon().start(this::startPatiently);
    }
  }

  private void startPatiently() {
    state.waiting("asking Kafka");
    while (!pause.isStopped()) {
      try {
        origin.decide();
        MessageListenerContainer started = containers.get();
        started.start();
        container.set(started);
        state.waiting("no partition is assigned: the topics may not be there yet");
        return;
      } catch (RuntimeException e) {
        log.warn("not reading Kafka yet: {}", e.toString());
        state.waiting(e.toString());
        pause.take();
      }
    }
  }

  @Override
  public synchronized void stop() {
    pause.stop();
    readersPause.stop();
    Thread starting = starter;
    if (starting != null) {
      try {
        if (!starting.join(LET_IT_START)) {
          starting.interrupt();
          starting.join();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    MessageListenerContainer running = container.getAndSet(null);
    if (running != null) {
      running.stop();
    }
    state.stopped();
    starter = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return starter != null;
  }

  /**
   * Records of the topic that this replica has been told of and has not read; as Kafka's client
   * counts them.
   */
  double lag(String topic) {
    MessageListenerContainer running = container.get();
    List<? extends Map<MetricName, ? extends Metric>> metrics =
        running == null ? List.of() : List.copyOf(running.metrics().values());
    return metrics.stream()
        .flatMap(ofClient -> ofClient.entrySet().stream())
        .filter(metric -> metric.getKey().name().equals("records-lag"))
        .filter(metric -> topic.equals(metric.getKey().tags().get("topic")))
        .mapToDouble(metric ->
            metric.getValue().metricValue() instanceof Double lag && !lag.isNaN() ? lag : 0)
        .sum();
  }
}
