package dev.trilha.notification.inbox;

import dev.trilha.notification.inbox.InboxMetrics.Outcome;
import dev.trilha.notification.trace.Trace;
import dev.trilha.schemas.EventType;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.LearnerProfile;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.EventRecords;
import dev.trilha.schemas.cloudevents.ProfileRecords;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import dev.trilha.schemas.cloudevents.UnreadableRecordException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies one record to whoever cares about it. */
final class RecordApplier {
  private static final Logger log = LoggerFactory.getLogger(RecordApplier.class);

  private final List<EventHandler> eventHandlers;
  private final List<ProfileHandler> profileHandlers;
  private final StreamPositions positions;
  private final Offsets offsets;
  private final ParkedRecords parked;

  /** It is decided once, so it may be remembered. */
  private final Map<TopicPartition, Long> newsFrom = new ConcurrentHashMap<>();

  RecordApplier(
      List<EventHandler> eventHandlers,
      List<ProfileHandler> profileHandlers,
      StreamPositions positions,
      Offsets offsets,
      ParkedRecords parked) {
    this.eventHandlers = List.copyOf(eventHandlers);
    this.profileHandlers = List.copyOf(profileHandlers);
    this.positions = positions;
    this.offsets = offsets;
    this.parked = parked;
  }

  Outcome apply(ConsumerRecord<String, byte[]> record) {
    try {
      return record.topic().equals(Topic.LEARNER_PROFILE.topicName())
          ? profile(record)
          : event(record);
    } catch (UnreadableRecordException e) {
      return park(record, e.reason().name(), String.valueOf(e.getMessage()));
    }
  }

  Outcome park(ConsumerRecord<String, byte[]> record, String reason, String detail) {
    log.error(
        "record {}-{}@{} is parked: {} ({})",
        record.topic(),
        record.partition(),
        record.offset(),
        reason,
        detail);
    parked.park(record, reason, detail);
    return Outcome.PARKED;
  }

  private Outcome event(ConsumerRecord<String, byte[]> record) {
    RecordedEvent event = EventRecords.read(record);
    EventType type = EventType.of(event.event());
    boolean news = isNews(record);
    List<EventHandler> interested =
        eventHandlers.stream()
            .filter(handler -> handler.types().contains(type))
            .filter(handler -> news || handler.hearsHistory())
            .toList();
    if (interested.isEmpty()) {
      return Outcome.IGNORED;
    }
    if (!positions.advance(event.stream(), event.sequence())) {
      return Outcome.REPEATED;
    }
    try (var _ = Trace.continuing(event.traceparent())) {
      log.debug("{} {} of {}", type.eventName(), event.sequence(), event.stream());
      interested.forEach(handler -> handler.on(event));
    }
    return Outcome.APPLIED;
  }

  private boolean isNews(ConsumerRecord<String, byte[]> record) {
    var partition = new TopicPartition(record.topic(), record.partition());
    return record.offset() >= newsFrom.computeIfAbsent(partition, offsets::newsFrom);
  }

  private Outcome profile(ConsumerRecord<String, byte[]> record) {
    Optional<LearnerProfile> profile = ProfileRecords.read(record);
    if (profile.isPresent()) {
      profileHandlers.forEach(handler -> handler.changed(profile.get()));
    } else {
      LearnerId learner = ProfileRecords.learner(record);
      parked.forget(record.topic(), learner.value());
      profileHandlers.forEach(handler -> handler.erased(learner));
    }
    return Outcome.APPLIED;
  }
}
