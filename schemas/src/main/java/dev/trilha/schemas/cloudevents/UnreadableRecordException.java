package dev.trilha.schemas.cloudevents;

/** A record of Kafka that is no message of ours, or one that this version cannot read. */
public final class UnreadableRecordException extends RuntimeException {
  /** Why. On the wire of metrics and tables, so the names stay. */
  public enum Reason {
    /** It is not a CloudEvent, or lacks an attribute. */
    NO_ENVELOPE,
    UNKNOWN_TYPE,
    /** Its value is missing, is not JSON or lacks a field. */
    UNREADABLE_VALUE,
    /** Its key, subject and content name different things. */
    CONTRADICTION
  }

  private static final long serialVersionUID = 1;

  private final Reason reason;

  UnreadableRecordException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  UnreadableRecordException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
