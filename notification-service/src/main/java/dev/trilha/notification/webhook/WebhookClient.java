package dev.trilha.notification.webhook;

import dev.trilha.notification.outgoing.Answer;
import dev.trilha.notification.outgoing.Outgoing;
import dev.trilha.notification.outgoing.RetryAfter;
import dev.trilha.notification.outgoing.WebhookUrl;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts signed messages: once per call, in bounded time, following no redirect. */
public final class WebhookClient {
  private static final Logger log = LoggerFactory.getLogger(WebhookClient.class);
  private static final int GONE = 410;

  private final Outgoing outgoing;
  private final RetryAfter retryAfter;
  private final Clock clock;

  public WebhookClient(Outgoing outgoing, Clock clock) {
    this.outgoing = outgoing;
    this.retryAfter = new RetryAfter(clock);
    this.clock = clock;
  }

  public Answer post(WebhookUrl url, SigningSecret secret, WebhookMessage message) {
    byte[] body = message.json();
    long timestamp = clock.instant().getEpochSecond();
    Answer answer =
        outgoing.post(
            url,
            body,
            Map.of(
                "Content-Type", "application/cloudevents+json; charset=utf-8",
                "webhook-id", message.id(),
                "webhook-timestamp", Long.toString(timestamp),
                "webhook-signature", secret.sign(message.id(), timestamp, body)),
            this::read);
    log.info("webhook {} answered to {}: {}", url, message.id(), answer.word());
    return answer;
  }

  /**
   * A receiver that says no today may be mended tomorrow; only one that is gone for good is left.
   */
  private Answer read(int status, Optional<String> after, String body) {
    if (status >= 200 && status < 300) {
      return new Answer.Accepted();
    }
    if (status == GONE || (status >= 300 && status < 400)) {
      return new Answer.Unreachable("http-" + status);
    }
    return new Answer.TryLater("http-" + status, after.flatMap(retryAfter::read));
  }
}
