package dev.trilha.notification.slack;

import dev.trilha.notification.slack.SlackAnswer.Accepted;
import dev.trilha.notification.slack.SlackAnswer.Refused;
import dev.trilha.notification.slack.SlackAnswer.TryLater;
import dev.trilha.schemas.Json;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What an HTTP answer of Slack means. */
final class SlackAnswers {
  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]{1,63}");
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private final Clock clock;

  SlackAnswers(Clock clock) {
    this.clock = clock;
  }

  SlackAnswer read(int status, Optional<String> retryAfter, String body) {
    if (status >= 200 && status < 300) {
      return accepted(body.strip());
    }
    if (status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT || status >= 500) {
      return new TryLater("http-" + status, retryAfter.flatMap(this::delay));
    }
    return new Refused(errorCode(body.strip()).orElse("http-" + status));
  }

  /**
   * Slack says {@code ok}; a success that says anything else came from somebody in between, or is
   * an error after all.
   */
  private static SlackAnswer accepted(String body) {
    if (body.equals("ok")) {
      return new Accepted();
    }
    try {
      JsonNode json = Json.mapper().readTree(body);
      if (json.path("ok").isBoolean()) {
        return json.path("ok").asBoolean()
            ? new Accepted()
            : new Refused(errorCode(json.path("error").asString("")).orElse("error-without-code"));
      }
    } catch (JacksonException notJson) {
      // Falls through: it is no answer of Slack.
    }
    return new TryLater("unexpected-answer", Optional.empty());
  }

  private static Optional<String> errorCode(String body) {
    return CODE.matcher(body).matches() ? Optional.of(body) : Optional.empty();
  }

  /** Seconds, or a date. Anything else is as if it were not there. */
  private Optional<Duration> delay(String retryAfter) {
    String value = retryAfter.strip();
    try {
      if (!value.isEmpty()
          && value.length() < 10
          && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
      }
      Instant then = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration delay = Duration.between(clock.instant(), then);
      return Optional.of(delay.isNegative() ? Duration.ZERO : delay);
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
