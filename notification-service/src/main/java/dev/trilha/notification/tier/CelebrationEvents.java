package dev.trilha.notification.tier;

import dev.trilha.notification.announcement.Announcement;
import dev.trilha.notification.announcement.AnnouncementKind;
import dev.trilha.notification.announcement.FinishedRoadmap;
import dev.trilha.notification.announcement.FinishedTier;
import dev.trilha.notification.announcement.TeamFinishedTier;
import dev.trilha.notification.announcement.WeeklyDigest;
import dev.trilha.notification.delivery.DeliveryListener;
import dev.trilha.notification.inbox.EventHandler;
import dev.trilha.notification.inbox.NotListeningException;
import dev.trilha.notification.tier.CelebrationMetrics.Outcome;
import dev.trilha.schemas.EnrollmentEvent.RoadmapCompleted;
import dev.trilha.schemas.EnrollmentEvent.RoadmapReopened;
import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.EnrollmentEvent.TierReopened;
import dev.trilha.schemas.EventType;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.axonframework.common.Registration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.SubscribableMessageSource;

/**
 * What sagas hear: events from Kafka and of deliveries, handed over in the transaction in which
 * they arrive.
 */
final class CelebrationEvents
    implements SubscribableMessageSource<EventMessage<?>>, EventHandler, DeliveryListener {
  private final List<Consumer<List<? extends EventMessage<?>>>> processors =
      new CopyOnWriteArrayList<>();
  private final CelebrationSettings settings;
  private final CelebrationMetrics metrics;
  private final Clock clock;

  CelebrationEvents(CelebrationSettings settings, CelebrationMetrics metrics, Clock clock) {
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public Registration subscribe(Consumer<List<? extends EventMessage<?>>> processor) {
    processors.add(processor);
    return () -> processors.remove(processor);
  }

  @Override
  public Set<EventType> types() {
    return Set.of(
        EventType.TIER_COMPLETED,
        EventType.TIER_REOPENED,
        EventType.ROADMAP_COMPLETED,
        EventType.ROADMAP_REOPENED);
  }

  @Override
  public void on(RecordedEvent recorded) {
    switch (recorded.event()) {
      // What the learner did is as worth telling as before: a celebration under way goes on.
      case TierReopened reopened when reopened.because() != null -> {}
      case RoadmapReopened reopened when reopened.because() != null -> {}
      case TierCompleted completed when completed.because() != null ->
          metrics.count(AnnouncementKind.TIER_COMPLETED, Outcome.NO_NEWS);
      case RoadmapCompleted completed when completed.because() != null ->
          metrics.count(AnnouncementKind.ROADMAP_COMPLETED, Outcome.NO_NEWS);
      case TierCompleted _ when isStale(recorded) ->
          metrics.count(AnnouncementKind.TIER_COMPLETED, Outcome.STALE);
      case RoadmapCompleted _ when isStale(recorded) ->
          metrics.count(AnnouncementKind.ROADMAP_COMPLETED, Outcome.STALE);
      default -> tell(recorded);
    }
  }

  private boolean isStale(RecordedEvent recorded) {
    return !recorded.time().isAfter(clock.instant().minus(settings.newsFor()));
  }

  private void tell(RecordedEvent recorded) {
    String traceparent = recorded.traceparent();
    MetaData metaData =
        traceparent == null
            ? MetaData.emptyInstance()
            : MetaData.with(TierCelebration.TRACEPARENT, traceparent);
    publish(new GenericEventMessage<>(recorded.id(), recorded.event(), metaData, recorded.time()));
  }

  @Override
  public void ended(long delivery, Announcement announcement) {
    switch (announcement) {
      case FinishedTier tier -> ended(new DeliveryEnded.OfTier(TierKey.of(tier), delivery));
      case TeamFinishedTier tier -> ended(new DeliveryEnded.OfTier(TierKey.of(tier), delivery));
      case FinishedRoadmap roadmap ->
          ended(new DeliveryEnded.OfRoadmap(RoadmapKey.of(roadmap), delivery));
      // Nobody waits for it.
      case WeeklyDigest _ -> {}
    }
  }

  private void ended(DeliveryEnded event) {
    publish(GenericEventMessage.asEventMessage(event));
  }

  private void publish(EventMessage<?> event) {
    if (processors.isEmpty()) {
      throw new NotListeningException("a saga");
    }
    processors.forEach(processor -> processor.accept(List.of(event)));
  }
}
