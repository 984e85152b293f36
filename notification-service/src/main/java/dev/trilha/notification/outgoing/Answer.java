package dev.trilha.notification.slack;

import java.time.Duration;
import java.util.Optional;

/**
 * What became of one attempt. Reasons are short and fit for people, logs and metrics; none holds a
 * secret.
 */
public sealed interface SlackAnswer {
  record Accepted() implements SlackAnswer {}

  /**
   * Not now, or nobody knows: the message may have arrived.
   *
   * @param after how long Slack asks to wait
   */
  record TryLater(String reason, Optional<Duration> after) implements SlackAnswer {}

  /** Never: trying again changes nothing until somebody changes something. */
  record Refused(String reason) implements SlackAnswer {}
}
