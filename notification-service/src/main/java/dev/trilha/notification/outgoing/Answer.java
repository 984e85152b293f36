package dev.trilha.notification.outgoing;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of one attempt. Reasons are short and fit for people, logs and metrics; none holds a
 * secret.
 */
public sealed interface Answer {
  record Accepted() implements Answer {}

  /**
   * Not now, or nobody knows: the message may have arrived.
   *
   * @param after how long the other side asks to wait
   */
  record TryLater(String reason, Optional<Duration> after) implements Answer {
    public static TryLater because(String reason) {
      return new TryLater(reason, Optional.empty());
    }
  }

  /** This message never; another one may be taken. */
  record Refused(String reason) implements Answer {}

  /**
   * Nothing can be sent there until somebody mends something: the channel is gone or archived, the
   * token is revoked.
   */
  record Unreachable(String reason) implements Answer {}

  /** In one word; {@code ok} when it was taken. */
  default String word() {
    return switch (this) {
      case Accepted() -> "ok";
      case TryLater(String reason, var _) -> reason;
      case Refused(String reason) -> reason;
      case Unreachable(String reason) -> reason;
    };
  }
}
