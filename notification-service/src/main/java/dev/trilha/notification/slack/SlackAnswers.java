package dev.trilha.notification.slack;

import dev.trilha.notification.outgoing.Answer;
import dev.trilha.notification.outgoing.Answer.Accepted;
import dev.trilha.notification.outgoing.Answer.Refused;
import dev.trilha.notification.outgoing.Answer.TryLater;
import dev.trilha.notification.outgoing.Answer.Unreachable;
import dev.trilha.notification.outgoing.RetryAfter;
import dev.trilha.schemas.Json;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What an answer of Slack means. */
final class SlackAnswers {
  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]{1,63}");
  private static final int BAD_REQUEST = 400;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int PAYLOAD_TOO_LARGE = 413;
  private static final int TOO_MANY_REQUESTS = 429;

  /** Words about one message. Any other word of an error is about the channel or the token. */
  private static final Set<String> OF_THE_MESSAGE =
      Set.of(
          "invalid_payload",
          "invalid_blocks",
          "invalid_blocks_format",
          "no_text",
          "msg_too_long",
          "msg_blocks_too_long",
          "too_many_attachments",
          "markdown_text_conflict",
          "invalid_arguments",
          "invalid_arg_name",
          "invalid_array_arg",
          "invalid_charset",
          "invalid_form_data",
          "request_too_large");

  /** Words that ask for patience. */
  private static final Set<String> OF_THE_MOMENT =
      Set.of(
          "ratelimited",
          "rate_limited",
          "message_limit_exceeded",
          "internal_error",
          "fatal_error",
          "service_unavailable",
          "request_timeout",
          "team_added_to_org",
          "rollup_error");

  private final RetryAfter retryAfter;

  SlackAnswers(Clock clock) {
    this.retryAfter = new RetryAfter(clock);
  }

  Answer read(int status, Optional<String> after, String body) {
    if (status >= 200 && status < 300) {
      return success(body.strip(), after);
    }
    if (status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT || status >= 500) {
      return new TryLater("http-" + status, after.flatMap(retryAfter::read));
    }
    Optional<String> word = errorWord(body.strip());
    if (word.isPresent()) {
      return error(word.get(), after);
    }
    return status == BAD_REQUEST || status == PAYLOAD_TOO_LARGE
        ? new Refused("http-" + status)
        : new Unreachable("http-" + status);
  }

  /** What Slack says in a word, in answers of both kinds. */
  Answer error(String word, Optional<String> after) {
    if (OF_THE_MOMENT.contains(word)) {
      return new TryLater(word, after.flatMap(retryAfter::read));
    }
    return OF_THE_MESSAGE.contains(word) ? new Refused(word) : new Unreachable(word);
  }

  /**
   * Slack says {@code ok}; a success that says anything else came from somebody in between, or is
   * an error after all.
   */
  private Answer success(String body, Optional<String> after) {
    if (body.equals("ok")) {
      return new Accepted();
    }
    try {
      JsonNode json = Json.mapper().readTree(body);
      if (json.path("ok").isBoolean()) {
        return json.path("ok").asBoolean()
            ? new Accepted()
            : errorWord(json.path("error").asString(""))
                .map(word -> error(word, after))
                .orElse(TryLater.because("error-without-word"));
      }
    } catch (JacksonException notJson) {
      // Falls through: it is no answer of Slack.
    }
    return TryLater.because("unexpected-answer");
  }

  private static Optional<String> errorWord(String body) {
    return CODE.matcher(body).matches() ? Optional.of(body) : Optional.empty();
  }
}
