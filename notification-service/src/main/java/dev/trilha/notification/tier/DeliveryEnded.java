package dev.trilha.notification.tier;

/**
 * A delivery of a celebration was delivered or parked. Told within this service only, and stored
 * nowhere.
 */
record DeliveryEnded(TierKey tier, long delivery) {}
