package dev.trilha.notification.tier;

/**
 * A delivery of a celebration was delivered or parked. Told within this service only, and stored
 * nowhere.
 */
sealed interface DeliveryEnded {
  long delivery();

  /** Of a learner's tier, or of a team's that the same tick finished. */
  record OfTier(TierKey tier, long delivery) implements DeliveryEnded {}

  record OfRoadmap(RoadmapKey roadmap, long delivery) implements DeliveryEnded {}
}
