package dev.trilha.notification.subscription;

/** The key for secrets is missing, malformed, or not the one that a secret was encrypted with. */
public final class UnusableKeyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnusableKeyException(String message) {
    super(message);
  }
}
