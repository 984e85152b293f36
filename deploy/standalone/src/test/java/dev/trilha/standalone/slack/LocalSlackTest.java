package dev.trilha.standalone.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalSlackTest {
  private static final Optional<String> HELLO = Optional.of("{\"text\":\"hello\"}");

  @TempDir Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-02T08:00:00Z"));
  private LocalSlack slack;

  @BeforeEach
  void open() {
    slack = new LocalSlack(folder, now::get);
  }

  @Test
  void answersOkAndShowsTheMessage() {
    assertThat(slack.post("aurora", HELLO))
        .isEqualTo(new LocalSlack.Answer(200, "ok", OptionalInt.empty(), Duration.ZERO));
    assertThat(slack.messages().of("aurora"))
        .extracting(SlackMessage::text)
        .containsExactly("hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "UPPER", "a/b", "../x", "with space"})
  void knowsNoServiceAtAnImpossibleChannel(String channel) {
    assertThat(slack.post(channel, HELLO))
        .extracting("status", "body")
        .containsExactly(404, "no_service");
  }

  @Test
  void refusesABodyThatIsTooLong() {
    assertThat(slack.post("aurora", Optional.empty()).status()).isEqualTo(413);
  }

  @Test
  void toleratesAShortBurstAndThenOneMessageASecond() {
    List<Integer> burst =
        IntStream.range(0, 6).mapToObj(_ -> slack.post("aurora", HELLO).status()).toList();
    now.updateAndGet(instant -> instant.plusMillis(999));
    int early = slack.post("aurora", HELLO).status();
    now.updateAndGet(instant -> instant.plusMillis(1));
    int afterASecond = slack.post("aurora", HELLO).status();
    assertThat(burst).containsExactly(200, 200, 200, 200, 200, 429);
    assertThat(early).isEqualTo(429);
    assertThat(afterASecond).isEqualTo(200);
  }

  @Test
  void saysWhenToTryAgain() {
    IntStream.range(0, 5).forEach(_ -> slack.post("aurora", HELLO));
    assertThat(slack.post("aurora", HELLO))
        .isEqualTo(new LocalSlack.Answer(429, "rate_limited", OptionalInt.of(1), Duration.ZERO));
  }

  @Test
  void limitsEveryChannelForItself() {
    IntStream.range(0, 6).forEach(_ -> slack.post("aurora", HELLO));
    assertThat(slack.post("boreal", HELLO).status()).isEqualTo(200);
  }

  @Test
  void misbehavesAsOftenAsOrdered() {
    slack.order(new Fault(500, 2, null, null, null, null, null));
    List<Integer> statuses =
        IntStream.range(0, 3).mapToObj(_ -> slack.post("aurora", HELLO).status()).toList();
    assertThat(statuses).containsExactly(500, 500, 200);
  }

  @Test
  void keepsNoMessageThatItRefusedOnOrder() {
    slack.order(new Fault(500, null, null, null, null, null, null));
    slack.post("aurora", HELLO);
    assertThat(slack.messages().all()).isEmpty();
  }

  @Test
  void misbehavesOnlyInTheOrderedChannel() {
    slack.order(new Fault(500, null, null, null, "boreal", null, null));
    assertThat(slack.post("aurora", HELLO).status()).isEqualTo(200);
    assertThat(slack.post("boreal", HELLO).status()).isEqualTo(500);
  }

  @Test
  void sendsTheOrderedRetryAfter() {
    slack.order(new Fault(429, 1, 2, null, null, null, null));
    assertThat(slack.post("aurora", HELLO).retryAfter()).hasValue(2);
  }

  @Test
  void hangsAndThenAnswersTruly() {
    slack.order(new Fault(null, 1, null, 1_500, null, null, null));
    assertThat(slack.post("aurora", HELLO))
        .isEqualTo(new LocalSlack.Answer(200, "ok", OptionalInt.empty(), Duration.ofMillis(1_500)));
  }

  @Test
  void answersAnOrderedErrorWithItsStatus() {
    slack.order(new Fault(null, 2, null, null, null, "channel_is_archived", null));

    assertThat(slack.post("aurora", HELLO))
        .extracting("status", "body")
        .containsExactly(410, "channel_is_archived");
    slack.order(new Fault(null, 1, null, null, null, "a_new_word", null));
    assertThat(slack.post("aurora", HELLO))
        .extracting("status", "body")
        .containsExactly(403, "a_new_word");
    assertThat(slack.messages().of("aurora")).isEmpty();
  }

  @Test
  void takesAMessageAndDropsItsAnswer() {
    slack.order(new Fault(null, 1, null, null, null, null, true));

    assertThat(slack.post("aurora", HELLO).dropped()).isTrue();
    assertThat(slack.messages().of("aurora")).hasSize(1);
    assertThat(slack.post("aurora", HELLO).dropped()).isFalse();
  }

  @Test
  void refusesAFaultWithoutAFault() {
    assertThatThrownBy(() -> new Fault(null, 3, null, null, null, null, null))
        .hasMessage("body: has a status, hangMillis, error or drop");
  }

  @Test
  void keepsMessagesOverARestart() {
    slack.post("aurora", HELLO);
    var again = new LocalSlack(folder, now::get);
    again.post("aurora", Optional.of("{\"text\":\"again\"}"));
    assertThat(again.messages().of("aurora"))
        .extracting(SlackMessage::text)
        .containsExactly("hello", "again");
    assertThat(again.messages().of("aurora")).extracting(SlackMessage::id).containsExactly(1L, 2L);
  }

  @Test
  void readsPastALineThatWasCutOff() throws IOException {
    slack.post("aurora", HELLO);
    Files.writeString(
        folder.resolve("messages.jsonl"), "{\"id\":2,\"chan", StandardOpenOption.APPEND);
    var again = new LocalSlack(folder, now::get);
    again.post("aurora", HELLO);
    assertThat(new LocalSlack(folder, now::get).messages().all()).hasSize(2);
  }

  @Test
  void keepsTheNewestMessagesOfAChannel() {
    var messages = new SlackMessages(folder);
    var payload = ((Payload.Accepted) Payload.read("{\"text\":\"x\"}")).payload();
    IntStream.rangeClosed(1, SlackMessages.KEPT_PER_CHANNEL + 1)
        .forEach(_ -> messages.add("aurora", payload, Instant.EPOCH));
    assertThat(messages.of("aurora")).hasSize(SlackMessages.KEPT_PER_CHANNEL);
    assertThat(messages.of("aurora").getFirst().id()).isEqualTo(2);
  }

  @Test
  void keepsItsFileSmall() throws IOException {
    var messages = new SlackMessages(folder, 20_000);
    var payload = ((Payload.Accepted) Payload.read("{\"text\":\"x\"}")).payload();
    IntStream.rangeClosed(1, 4_000).forEach(_ -> messages.add("aurora", payload, Instant.EPOCH));
    assertThat(Files.readAllLines(folder.resolve("messages.jsonl")))
        .hasSizeLessThanOrEqualTo(2_001);
  }
}
