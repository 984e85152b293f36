package dev.trilha.notification.inbox;

/** Nobody hears events now: the service is starting or stopping. No record is to blame for it. */
public final class NotListeningException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotListeningException(String who) {
    super(who + " does not listen: the service is starting or stopping");
  }
}
