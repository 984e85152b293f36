package dev.trilha.notification.tier;

import dev.trilha.notification.announcement.FinishedTier;
import dev.trilha.notification.announcement.TeamFinishedTier;
import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.EnrollmentEvent.TierReopened;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.modelling.saga.AssociationResolver;

/**
 * What a celebration is about: one learner, one roadmap, one tier. Its text form is what events
 * find their saga by.
 */
record TierKey(LearnerId learnerId, RoadmapId roadmapId, NodeId tierId) {
  static final String ASSOCIATION = "tier";

  static TierKey of(FinishedTier tier) {
    return new TierKey(tier.learnerId(), tier.roadmapId(), tier.tierId());
  }

  static TierKey of(TeamFinishedTier tier) {
    return new TierKey(tier.learnerId(), tier.roadmapId(), tier.tierId());
  }

  @Override
  public String toString() {
    return learnerId + "/" + roadmapId + "/" + tierId;
  }

  /** Finds the key of an event, so that the schema's own events can be handled as they are. */
  public static final class Resolver implements AssociationResolver {
    @Override
    public <T> void validate(String associationPropertyName, MessageHandlingMember<T> handler) {
      if (!ASSOCIATION.equals(associationPropertyName)) {
        throw new IllegalArgumentException(
            "a celebration is found by its tier, not by " + associationPropertyName);
      }
    }

    @Override
    public <T> Object resolve(
        String associationPropertyName, EventMessage<?> message, MessageHandlingMember<T> handler) {
      return switch (message.getPayload()) {
        case TierCompleted e -> new TierKey(e.learnerId(), e.roadmapId(), e.tierId());
        case TierReopened e -> new TierKey(e.learnerId(), e.roadmapId(), e.tierId());
        case DeliveryEnded.OfTier e -> e.tier();
        default -> throw new IllegalArgumentException("no tier in a " + message.getPayloadType());
      };
    }
  }
}
