package dev.trilha.query.inbox;

/**
 * Somebody else has moved the position since this consumer read it: what this one holds is old and
 * must not be written.
 */
final class StaleConsumerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StaleConsumerException(String message) {
    super(message);
  }
}
