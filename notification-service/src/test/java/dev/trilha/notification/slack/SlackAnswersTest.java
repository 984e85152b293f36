package dev.trilha.notification.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trilha.notification.outgoing.Answer.Accepted;
import dev.trilha.notification.outgoing.Answer.Refused;
import dev.trilha.notification.outgoing.Answer.TryLater;
import dev.trilha.notification.outgoing.Answer.Unreachable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackAnswersTest {
  private final SlackAnswers answers =
      new SlackAnswers(Clock.fixed(Instant.parse("2026-11-02T12:00:00Z"), ZoneOffset.UTC));

  @ParameterizedTest
  @CsvSource({"200,ok", "200,' ok\n'", "200,'{\"ok\":true}'"})
  void takesAnOk(int status, String body) {
    assertThat(answers.read(status, Optional.empty(), body)).isEqualTo(new Accepted());
  }

  @ParameterizedTest
  @CsvSource({
    "400,invalid_blocks,invalid_blocks",
    "400,<html>secret</html>,http-400",
    "413,'',http-413",
    "200,'{\"ok\":false,\"error\":\"msg_too_long\"}',msg_too_long",
  })
  void knowsWhatIsWrongWithAMessage(int status, String body, String reason) {
    assertThat(answers.read(status, Optional.empty(), body)).isEqualTo(new Refused(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "403,action_prohibited,action_prohibited",
    "404,no_service,no_service",
    "404,channel_not_found,channel_not_found",
    "410,channel_is_archived,channel_is_archived",
    "404,<html>secret</html>,http-404",
    "401,'',http-401",
    "302,'',http-302",
    "200,'{\"ok\":false,\"error\":\"invalid_auth\"}',invalid_auth",
    "200,'{\"ok\":false,\"error\":\"is_archived\"}',is_archived",
    "200,'{\"ok\":false,\"error\":\"a_word_that_is_new\"}',a_word_that_is_new",
  })
  void knowsAChannelThatTakesNothing(int status, String body, String reason) {
    assertThat(answers.read(status, Optional.empty(), body)).isEqualTo(new Unreachable(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "429,,,http-429,",
    "429,30,,http-429,30",
    "503,0,,http-503,0",
    "500,,,http-500,",
    "408,,,http-408,",
    "429,nonsense,,http-429,",
    "429,-5,,http-429,",
    "429,99999999999999999999,,http-429,",
    "503,'Mon, 2 Nov 2026 12:01:00 GMT',,http-503,60",
    "503,'Mon, 2 Nov 2026 11:00:00 GMT',,http-503,0",
    "200,,'{\"ok\":false}',error-without-word,",
    "200,7,'{\"ok\":false,\"error\":\"ratelimited\"}',ratelimited,7",
    "200,,'{\"ok\":false,\"error\":\"fatal_error\"}',fatal_error,",
    "200,,<html>,unexpected-answer,",
    "200,,,unexpected-answer,"
  })
  void knowsWhenToTryAgain(
      int status,
      @Nullable String retryAfter,
      @Nullable String body,
      String reason,
      @Nullable Long seconds) {
    assertThat(answers.read(status, Optional.ofNullable(retryAfter), body == null ? "" : body))
        .isEqualTo(new TryLater(reason, Optional.ofNullable(seconds).map(Duration::ofSeconds)));
  }

  @Test
  void settingsDoNotShowTheKey() {
    var settings =
        new SlackSettings(
            "c2VjcmV0",
            java.util.List.of("hooks.slack.com"),
            "https://slack.com/api/",
            Duration.ofSeconds(2),
            Duration.ofSeconds(5));

    assertThat(settings.toString()).doesNotContain("c2VjcmV0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://slack.com/api/",
        "http://10.0.0.1:80/api/",
        "https://slack.com/api",
        "ftp://slack.com/",
        "/api/"
      })
  void settingsLeadToSlackByHttpsOrToThisMachine(String apiUrl) {
    assertThatThrownBy(() ->
            new SlackSettings(
                null,
                java.util.List.of("hooks.slack.com"),
                apiUrl,
                Duration.ofSeconds(2),
                Duration.ofSeconds(5)))
        .hasMessageContaining("trilha.slack.api-url");
  }
}
