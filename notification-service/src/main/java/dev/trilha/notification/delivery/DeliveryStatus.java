package dev.trilha.notification.delivery;

import java.util.Arrays;
import java.util.Optional;

/** Where a delivery stands. The names are on the wire and in tables, so they stay. */
public enum DeliveryStatus {
  /** To be sent, or to be tried again. */
  PENDING,
  DELIVERED,
  /** Given up, with the reason; somebody may ask to try again. */
  FAILED,
  /** Somebody did not want it sent. */
  CANCELLED;

  static Optional<DeliveryStatus> named(String name) {
    return Arrays.stream(values()).filter(status -> status.name().equals(name)).findFirst();
  }
}
