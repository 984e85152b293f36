package dev.trilha.embedded;

/**
 * An embedded server could not be started, reached or stopped. The message is fit for a person to
 * read.
 */
public final class ServerFailed extends RuntimeException {
  public ServerFailed(String message) {
    super(message);
  }

  public ServerFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
