package dev.trilha.standalone.slack;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/**
 * Decides what Slack would answer to a call of an incoming webhook. Knows nothing of HTTP servers.
 */
final class LocalSlack {
  /** More than the largest message within Slack's limits. */
  static final int BODY_LIMIT = 256 * 1024;

  private static final Pattern CHANNEL = Pattern.compile("[a-z0-9][a-z0-9._-]{0,79}");

  /**
   * @param after how long the caller waits for it
   * @param retryAfter seconds
   * @param dropped whether the connection is closed instead
   */
  record Answer(int status, String body, OptionalInt retryAfter, Duration after, boolean dropped) {
    Answer(int status, String body, OptionalInt retryAfter, Duration after) {
      this(status, body, retryAfter, after, false);
    }

    private Answer instead() {
      return new Answer(status, body, retryAfter, after, true);
    }

    private static Answer of(SlackError error) {
      return new Answer(error.status(), error.word(), OptionalInt.empty(), Duration.ZERO);
    }

    private Answer retriedAfter(int seconds) {
      return new Answer(status, body, OptionalInt.of(seconds), after);
    }

    private Answer delayedBy(Duration delay) {
      return new Answer(status, body, retryAfter, delay);
    }
  }

  private final SlackMessages messages;
  private final InstantSource clock;
  private final RateLimit rateLimit = new RateLimit();
  private final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);

  LocalSlack(Path folder, InstantSource clock) {
    this.messages = new SlackMessages(folder);
    this.clock = clock;
  }

  /**
   * A call of the channel's webhook. Any channel of an allowed name exists.
   *
   * @param body empty when it was longer than {@link #BODY_LIMIT}
   */
  Answer post(String channel, Optional<String> body) {
    Fault ordered = fault.getAndUpdate(now -> now.concerns(channel) ? now.used() : now);
    if (!ordered.concerns(channel)) {
      return answer(channel, body);
    }
    Duration delay = Duration.ofMillis(ordered.hangMillis() == null ? 0 : ordered.hangMillis());
    if (ordered.error() != null) {
      int status = ordered.status() == null ? statusOf(ordered.error()) : ordered.status();
      return new Answer(status, ordered.error(), OptionalInt.empty(), delay);
    }
    if (ordered.status() == null) {
      Answer answer = answer(channel, body).delayedBy(delay);
      return ordered.drops() ? answer.instead() : answer;
    }
    var refusal =
        new Answer(
            ordered.status(),
            ordered.status() == SlackError.RATE_LIMITED.status()
                ? SlackError.RATE_LIMITED.word()
                : "ordered_fault",
            OptionalInt.empty(),
            delay);
    return ordered.retryAfter() == null ? refusal : refusal.retriedAfter(ordered.retryAfter());
  }

  /** As Slack has it for webhooks. */
  private static int statusOf(String error) {
    return switch (error) {
      case "channel_is_archived" -> 410;
      case "channel_not_found", "no_service", "no_team", "user_not_found" -> 404;
      case "invalid_payload", "invalid_blocks", "no_text" -> 400;
      case "rate_limited" -> 429;
      default -> 403;
    };
  }

  private Answer answer(String channel, Optional<String> body) {
    if (!CHANNEL.matcher(channel).matches()) {
      return Answer.of(SlackError.NO_SERVICE);
    }
    if (!rateLimit.allows(channel, clock.instant())) {
      return Answer.of(SlackError.RATE_LIMITED).retriedAfter(1);
    }
    if (body.isEmpty()) {
      return Answer.of(SlackError.REQUEST_TOO_LARGE);
    }
    return switch (Payload.read(body.get())) {
      case Payload.Refused(SlackError error) -> Answer.of(error);
      case Payload.Accepted(Payload payload) ->
          messages.add(channel, payload, clock.instant()).isPresent()
              ? new Answer(200, "ok", OptionalInt.empty(), Duration.ZERO)
              : Answer.of(SlackError.CHANNEL_NOT_FOUND);
    };
  }

  void order(Fault misbehaviour) {
    fault.set(misbehaviour);
  }

  SlackMessages messages() {
    return messages;
  }
}
