package dev.trilha.standalone;

/**
 * Trilha cannot run here, or not any more. The message is one line for a person, with what to do
 * about it.
 */
public final class PlatformFailed extends RuntimeException {
  public PlatformFailed(String message) {
    super(message);
  }

  public PlatformFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
