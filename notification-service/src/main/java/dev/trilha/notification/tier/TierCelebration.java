package dev.trilha.notification.tier;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.trilha.notification.announcement.FinishedTier;
import dev.trilha.notification.trace.Trace;
import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.EnrollmentEvent.TierReopened;
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
 * The celebration of one finished tier: begins with the tick, waits for the grace time, puts the
 * news on its way, and ends when every delivery was delivered or parked. Reopening the tier within
 * the grace time ends it before anybody has heard.
 *
 * <p>Its fields are its stored state.
 */
@Revision("1")
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public class TierCelebration {
  static final String GRACE_IS_OVER = "grace-is-over";
  static final String TRACEPARENT = "traceparent";

  private @Nullable FinishedTier tier;
  private @Nullable String completion;
  private @Nullable String traceparent;
  private boolean announced;
  private Set<Long> openDeliveries = new HashSet<>();

  @StartSaga
  @SagaEventHandler(
      associationProperty = TierKey.ASSOCIATION,
      associationResolver = TierKey.Resolver.class)
  void on(
      TierCompleted event,
      @MessageIdentifier String id,
      @MetaDataValue(TRACEPARENT) @Nullable String causedBy,
      DeadlineManager deadlines,
      CelebrationSettings settings) {
    if (tier != null) {
      // Finished again while the last news of it is still on its way.
      return;
    }
    tier = FinishedTier.of(event);
    completion = id;
    traceparent = causedBy;
    deadlines.schedule(settings.grace(), GRACE_IS_OVER, TierKey.of(tier).toString());
  }

  @SagaEventHandler(
      associationProperty = TierKey.ASSOCIATION,
      associationResolver = TierKey.Resolver.class)
  void on(TierReopened event, Celebrations celebrations) {
    if (tier != null && !announced) {
      // The deadline stays and finds nobody: taking it back could meet it halfway.
      celebrations.cancelled(tier);
      SagaLifecycle.end();
    }
  }

  @DeadlineHandler(deadlineName = GRACE_IS_OVER)
  void graceIsOver(String key, Celebrations celebrations) {
    // After a crash a deadline may come twice.
    if (tier == null || completion == null || announced) {
      return;
    }
    announced = true;
    try (var _ = Trace.continuing(traceparent)) {
      openDeliveries.addAll(celebrations.announce(tier, completion, traceparent));
    }
    endWhenAllIsTold();
  }

  @SagaEventHandler(
      associationProperty = TierKey.ASSOCIATION,
      associationResolver = TierKey.Resolver.class)
  void on(DeliveryEnded.OfTier event) {
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
