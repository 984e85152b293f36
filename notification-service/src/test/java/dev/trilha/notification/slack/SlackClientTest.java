package dev.trilha.notification.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.notification.outgoing.Answer;
import dev.trilha.notification.support.SlackStub;
import dev.trilha.schemas.TeamId;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bot's post comes to, through Slack's own client. */
class SlackClientTest {
  private static final SlackTarget.Bot BOT =
      new SlackTarget.Bot(BotToken.parse("xoxb-123456789012-secretsecretABCD"), "#news");

  private final SlackStub slack = new SlackStub();
  private final SlackClient client =
      new SlackClient(
          new SlackSettings(
              null,
              List.of(slack.host()),
              "http://" + slack.host() + "/api/",
              Duration.ofSeconds(1),
              Duration.ofMillis(500)),
          Clock.systemUTC());
  private final SlackMessage message =
      new Editor(Language.ENGLISH, ZoneOffset.UTC, _ -> "Ana & Bia", new LinkSettings(null, null))
          .write(new TeamId("falcons"), List.of(News.tier("Basics", "Backend")));

  @AfterEach
  void stop() {
    client.close();
    slack.close();
  }

  @Test
  void aMessageArrivesWithItsTextItsBlocksAndTheToken() {
    assertThat(client.post(BOT, message)).isEqualTo(new Answer.Accepted());

    assertThat(slack.messages("news")).containsExactly(message.text());
    assertThat(slack.bodies("news").getFirst())
        .startsWith("[{\"type\":\"header\"")
        .contains("*Ana &amp; Bia* finished the tier");
    assertThat(slack.authorization("news")).isEqualTo("Bearer " + BOT.token().reveal());
  }

  @Test
  void anErrorInASuccessPausesOrParksByItsWord() {
    slack.willRefuse("news", "channel_not_found");
    slack.willRefuse("news", "msg_too_long");
    slack.willRefuse("news", "ratelimited");

    assertThat(client.post(BOT, message)).isEqualTo(new Answer.Unreachable("channel_not_found"));
    assertThat(client.post(BOT, message)).isEqualTo(new Answer.Refused("msg_too_long"));
    assertThat(client.post(BOT, message)).isEqualTo(Answer.TryLater.because("ratelimited"));
    assertThat(slack.messages("news")).isEmpty();
  }

  @Test
  void aBusySlackSaysWhenToComeAgain() {
    slack.willAnswer("news", 429, "", "30");
    slack.willAnswer("news", 503, "<html>", "");

    assertThat(client.post(BOT, message))
        .isEqualTo(new Answer.TryLater("http-429", Optional.of(Duration.ofSeconds(30))));
    assertThat(client.post(BOT, message)).isEqualTo(Answer.TryLater.because("http-503"));
  }

  @Test
  void aSlackThatHangsIsLeft() {
    slack.willHangAfterTaking("news");

    assertThat(client.post(BOT, message)).isEqualTo(Answer.TryLater.because("timeout"));
  }

  @Test
  void aRedirectIsNotFollowed() {
    slack.willAnswer("news", 302, "", "");

    assertThat(client.post(BOT, message)).isEqualTo(new Answer.Unreachable("http-302"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "null", "[]", " "})
  void anAnswerThatIsNoneOfSlacksIsNoAnswer(String body) {
    slack.willAnswer("news", 200, body, "");

    assertThat(client.post(BOT, message)).isEqualTo(Answer.TryLater.because("unexpected-answer"));
  }

  @Test
  void aSlackThatIsAwayIsTriedLater() {
    slack.close();

    assertThat(client.post(BOT, message)).isEqualTo(Answer.TryLater.because("connection-refused"));
  }

  @Test
  void aTokenIsShownMasked() {
    assertThat(BOT.toString()).isEqualTo("#news by xoxb-…ABCD");
    assertThat(BotToken.parse("xoxb-12345678")).hasToString("xoxb-…");
  }
}
