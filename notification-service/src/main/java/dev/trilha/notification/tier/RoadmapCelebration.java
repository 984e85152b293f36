package dev.trilha.notification.tier;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.trilha.notification.announcement.FinishedRoadmap;
import dev.trilha.notification.trace.Trace;
import dev.trilha.schemas.EnrollmentEvent.RoadmapCompleted;
import dev.trilha.schemas.EnrollmentEvent.RoadmapReopened;
import java.util.HashSet;
import java.util.Set;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/**
 * The celebration of one finished roadmap; it goes as that of a {@link TierCelebration tier} does.
 *
 * <p>Its fields are its stored state.
 */
@Revision("1")
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public class RoadmapCelebration {
  static final String GRACE_IS_OVER = "roadmap-grace-is-over";

  private @Nullable FinishedRoadmap roadmap;
  private @Nullable String completion;
  private @Nullable String traceparent;
  private boolean announced;
  private Set<Long> openDeliveries = new HashSet<>();

  @StartSaga
  @SagaEventHandler(
      associationProperty = RoadmapKey.ASSOCIATION,
      associationResolver = RoadmapKey.Resolver.class)
  void on(
      RoadmapCompleted event,
      @MessageIdentifier String id,
      @MetaDataValue(TierCelebration.TRACEPARENT) @Nullable String causedBy,
      DeadlineManager deadlines,
      CelebrationSettings settings) {
    if (roadmap != null) {
      // Finished again while the last news of it is still on its way.
      return;
    }
    roadmap = FinishedRoadmap.of(event);
    completion = id;
    traceparent = causedBy;
    deadlines.schedule(settings.grace(), GRACE_IS_OVER, RoadmapKey.of(roadmap).toString());
  }

  @SagaEventHandler(
      associationProperty = RoadmapKey.ASSOCIATION,
      associationResolver = RoadmapKey.Resolver.class)
  void on(RoadmapReopened event, Celebrations celebrations) {
    if (roadmap != null && !announced) {
      // The deadline stays and finds nobody: taking it back could meet it halfway.
      celebrations.cancelled(roadmap);
      SagaLifecycle.end();
    }
  }

  @DeadlineHandler(deadlineName = GRACE_IS_OVER)
  void graceIsOver(String key, Celebrations celebrations) {
    // After a crash a deadline may come twice.
    if (roadmap == null || completion == null || announced) {
      return;
    }
    announced = true;
    try (var _ = Trace.continuing(traceparent)) {
      openDeliveries.addAll(celebrations.announce(roadmap, completion, traceparent));
    }
    endWhenAllIsTold();
  }

  @SagaEventHandler(
      associationProperty = RoadmapKey.ASSOCIATION,
      associationResolver = RoadmapKey.Resolver.class)
  void on(DeliveryEnded.OfRoadmap event) {
    openDeliveries.remove(event.delivery());
    if (announced) {
      endWhenAllIsTold();
    }
  }

  private void endWhenAllIsTold() {
    if (openDeliveries.isEmpty()) {
      SagaLifecycle.end();
    }
  }
}
