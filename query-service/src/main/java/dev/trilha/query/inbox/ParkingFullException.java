package dev.trilha.query.inbox;

/**
 * More records are parked than may be. Nothing is thrown away and nothing skipped: reading stands
 * still until some are retried or discarded.
 */
final class ParkingFullException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ParkingFullException(int most) {
    super(
        "more than %d records would be parked; retry or discard some at /v1/admin/parked"
            .formatted(most));
  }
}
