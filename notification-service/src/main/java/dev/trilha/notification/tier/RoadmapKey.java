package dev.trilha.notification.tier;

import dev.trilha.notification.announcement.FinishedRoadmap;
import dev.trilha.schemas.EnrollmentEvent.RoadmapCompleted;
import dev.trilha.schemas.EnrollmentEvent.RoadmapReopened;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.annotation.MessageHandlingMember;
import org.axonframework.modelling.saga.AssociationResolver;

/** What the celebration of a whole roadmap is about: one learner, one roadmap. */
record RoadmapKey(LearnerId learnerId, RoadmapId roadmapId) {
  static final String ASSOCIATION = "roadmap";

  static RoadmapKey of(FinishedRoadmap roadmap) {
    return new RoadmapKey(roadmap.learnerId(), roadmap.roadmapId());
  }

  @Override
  public String toString() {
    return learnerId + "/" + roadmapId;
  }

  /** Finds the key of an event, so that the schema's own events can be handled as they are. */
  public static final class Resolver implements AssociationResolver {
    @Override
    public <T> void validate(String associationPropertyName, MessageHandlingMember<T> handler) {
      if (!ASSOCIATION.equals(associationPropertyName)) {
        throw new IllegalArgumentException(
            "a celebration is found by its roadmap, not by " + associationPropertyName);
      }
    }

    @Override
    public <T> Object resolve(
        String associationPropertyName, EventMessage<?> message, MessageHandlingMember<T> handler) {
      return switch (message.getPayload()) {
        case RoadmapCompleted e -> new RoadmapKey(e.learnerId(), e.roadmapId());
        case RoadmapReopened e -> new RoadmapKey(e.learnerId(), e.roadmapId());
        case DeliveryEnded.OfRoadmap e -> e.roadmap();
        default ->
            throw new IllegalArgumentException("no roadmap in a " + message.getPayloadType());
      };
    }
  }
}
