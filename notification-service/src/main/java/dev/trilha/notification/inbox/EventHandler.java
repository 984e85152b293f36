package dev.trilha.notification.inbox;

import dev.trilha.schemas.EventType;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.util.Set;

/**
 * Applies events. Called in the order of their stream, once each, inside the transaction that also
 * stores the offset.
 */
public interface EventHandler {
  Set<EventType> types();

  void on(RecordedEvent event);

  /**
   * Whether events are wanted that were there before this service was: they say how things stand,
   * and are no news.
   */
  default boolean hearsHistory() {
    return false;
  }
}
