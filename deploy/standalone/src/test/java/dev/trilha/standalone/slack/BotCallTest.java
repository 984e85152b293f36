package dev.trilha.standalone.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BotCallTest {
  @ParameterizedTest
  @CsvSource({",not_authed", "'',not_authed", "Bearer xoxp-1,invalid_auth", "Bearer xoxb-1,"})
  void looksAtTheToken(@Nullable String authorization, @Nullable String word) {
    assertThat(BotCall.refusal(authorization)).isEqualTo(Optional.ofNullable(word));
  }

  @Test
  void readsAMessage() {
    BotCall call =
        BotCall.read(
            Optional.of(
                "channel=%23aurora&text=a%20%26%20b&blocks="
                    + URLEncoder.encode("[{\"type\":\"divider\"}]", StandardCharsets.UTF_8)));

    assertThat(call.channel()).isEqualTo("aurora");
    assertThat(call.body()).hasValue("{\"text\":\"a & b\",\"blocks\":[{\"type\":\"divider\"}]}");
  }

  @Test
  void blocksThatAreNoJsonStayWrong() {
    assertThat(BotCall.read(Optional.of("channel=c&blocks=%7B")).body())
        .hasValue("{\"text\":\"\",\"blocks\":\"{\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200|ok|200|{\"ok\":true,\"channel\":\"aurora\",\"ts\":\"1.000001\"}",
        "404|no_service|200|{\"ok\":false,\"error\":\"channel_not_found\"}",
        "410|channel_is_archived|200|{\"ok\":false,\"error\":\"channel_is_archived\"}",
        "429|rate_limited|429|{\"ok\":false,\"error\":\"ratelimited\"}",
        "500|ordered_fault|500|{\"ok\":false,\"error\":\"ordered_fault\"}",
      })
  void wordsAnAnswerAsTheWebApiDoes(int status, String body, int told, String json) {
    LocalSlack.Answer answer =
        BotCall.answer(
            new LocalSlack.Answer(status, body, OptionalInt.of(3), Duration.ofSeconds(1)),
            "aurora");

    assertThat(answer)
        .isEqualTo(
            new LocalSlack.Answer(told, json, OptionalInt.of(3), Duration.ofSeconds(1), false));
  }
}
