package dev.trilha.command.outbox;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the topics while records are sent. The producer by itself waits for a topic that is
 * gone, for ever and in silence, as it waits for Kafka.
 */
final class TopicWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);

  private final Topics topics;
  private final Map<String, String> known;
  private final Consumer<IllegalStateException> refused;
  private final Admin admin;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("outbox-topics").daemon().factory());

  private TopicWatch(
      Topics topics, Map<String, String> known, Consumer<IllegalStateException> refused) {
    this.topics = topics;
    this.known = known;
    this.refused = refused;
    this.admin = topics.admin();
  }

  /**
   * @param known the ids that the topics had
   * @param refused hears, each time, that the topics are not as they must be. Not that Kafka does
   *     not answer
   */
  static TopicWatch start(
      Topics topics,
      Map<String, String> known,
      Duration every,
      Consumer<IllegalStateException> refused) {
    TopicWatch watch = new TopicWatch(topics, known, refused);
    var _ =
        watch.timer.scheduleWithFixedDelay(
            watch::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  private void look() {
    try {
      if (!topics.verify(admin).equals(known)) {
        throw new IllegalStateException(
            "a topic was deleted and made again: the store is sent to it from its beginning");
      }
    } catch (IllegalStateException wrong) {
      refused.accept(wrong);
    } catch (ExecutionException noAnswer) {
      LOG.debug("Kafka does not say how its topics are: {}", noAnswer.getMessage());
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    admin.close(Duration.ZERO);
  }
}
