package dev.trilha.notification.inbox;

import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Kafka itself failed: say so, wait, ask again. The inbox lets nothing of its own through to here.
 */
final class PollFailures implements CommonErrorHandler {
  private static final Logger log = LoggerFactory.getLogger(PollFailures.class);

  private final InboxState state;
  private final Pause pause;

  PollFailures(InboxState state, Pause pause) {
    this.state = state;
    this.pause = pause;
  }

  @Override
  public void handleOtherException(
      Exception failure,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      boolean batchListener) {
    // For instance: the stored offset is gone from the topic. Skipping to another would lose or
    // repeat news, so a person decides.
    log.error("Kafka cannot be read: {}", failure.toString());
    state.failing(failure);
    pause.take();
  }
}
