package dev.trilha.notification.slack;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.trilha.notification.outgoing.Answer;
import dev.trilha.notification.outgoing.Outgoing;
import dev.trilha.schemas.Json;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts to channels: once per call, in bounded time, following no redirect. Logs say the masked
 * target and the answer, with the trace that is current.
 */
public final class SlackClient implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SlackClient.class);

  /** A webhook of Slack answers with a word; what is longer came from somebody in between. */
  private static final int LONGEST_WORD = 16 * 1024;

  private static final Map<String, String> HEADERS =
      Map.of("Content-Type", "application/json; charset=utf-8");

  private final Outgoing webhooks;
  private final SlackApi api;
  private final SlackAnswers answers;

  public SlackClient(SlackSettings settings, Clock clock) {
    this.answers = new SlackAnswers(clock);
    this.webhooks =
        new Outgoing(
            settings.allowed(), settings.connectTimeout(), settings.longestAttempt(), LONGEST_WORD);
    this.api = new SlackApi(settings, answers);
  }

  /** Links are links, and nothing more of them is shown: names are written by people. */
  private record ToWebhook(
      String text,
      List<SlackMessage.Block> blocks,
      @JsonProperty("unfurl_links") boolean unfurlLinks,
      @JsonProperty("unfurl_media") boolean unfurlMedia) {
    static ToWebhook of(SlackMessage message) {
      return new ToWebhook(message.text(), message.blocks(), false, false);
    }
  }

  /** Waits at most the connect and the read timeout together. */
  public Answer post(SlackTarget target, SlackMessage message) {
    Answer answer =
        switch (target) {
          case SlackTarget.Webhook webhook ->
              webhooks.post(
                  webhook.url(),
                  Json.mapper().writeValueAsBytes(ToWebhook.of(message)),
                  HEADERS,
                  answers::read);
          case SlackTarget.Bot bot -> api.post(bot, message);
        };
    switch (answer) {
      case Answer.Accepted() -> log.info("Slack took a message at {}", target);
      case Answer.TryLater(String reason, var after) ->
          log.warn(
              "Slack did not take a message at {}: {}, try again{}",
              target,
              reason,
              after.map(d -> " after " + d).orElse(""));
      case Answer.Refused(String reason) ->
          log.warn("Slack refused a message at {}: {}", target, reason);
      case Answer.Unreachable(String reason) ->
          log.warn("Slack takes nothing at {}: {}", target, reason);
    }
    return answer;
  }

  @Override
  public void close() {
    webhooks.close();
    api.close();
  }
}
