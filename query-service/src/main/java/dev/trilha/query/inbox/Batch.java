package dev.trilha.query.inbox;

import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.util.List;

/**
 * The readable messages of one poll. Events of one stream are in their order, and so are the
 * profiles of one learner; between streams the order means nothing.
 *
 * @param events may hold events that were seen before
 */
public record Batch(List<RecordedEvent> events, List<ProfileChange> profiles) {
  public Batch {
    events = List.copyOf(events);
    profiles = List.copyOf(profiles);
  }
}
