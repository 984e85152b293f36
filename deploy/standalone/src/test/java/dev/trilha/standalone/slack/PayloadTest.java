package dev.trilha.standalone.slack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "[]",
        "\"text\"",
        "null",
        "{\"text\":7}",
        "{\"text\":",
        "{\"text\":null}"
      })
  void isInvalidWhenItIsNoJsonObjectWithText(String body) {
    assertThat(Payload.read(body)).isEqualTo(new Payload.Refused(SlackError.INVALID_PAYLOAD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"text\":\"\"}", "{\"text\":\" \"}", "{\"blocks\":[]}"})
  void needsTextOrBlocks(String body) {
    assertThat(Payload.read(body)).isEqualTo(new Payload.Refused(SlackError.NO_TEXT));
  }

  @ParameterizedTest
  @CsvSource({"1,true", "50,true", "51,false"})
  void hasFiftyBlocksAtMost(int blocks, boolean taken) {
    assertTaken(blocks(blocks, "{\"type\":\"divider\"}"), taken);
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,true", "3000,true", "3001,false"})
  void limitsTheTextOfASection(int characters, boolean taken) {
    assertTaken(blocks(1, section("mrkdwn", characters)), taken);
  }

  @ParameterizedTest
  @CsvSource({"1,true", "150,true", "151,false"})
  void limitsTheTextOfAHeader(int characters, boolean taken) {
    assertTaken(
        blocks(1, "{\"type\":\"header\",\"text\":%s}".formatted(text("plain_text", characters))),
        taken);
  }

  @Test
  void countsCharactersAsPeopleDo() {
    String text = "{\"type\":\"plain_text\",\"text\":\"%s\"}".formatted("🎉".repeat(150));
    assertTaken(blocks(1, "{\"type\":\"header\",\"text\":%s}".formatted(text)), true);
  }

  @Test
  void wantsAHeaderWithoutMarkup() {
    assertTaken(blocks(1, "{\"type\":\"header\",\"text\":%s}".formatted(text("mrkdwn", 5))), false);
  }

  @ParameterizedTest
  @CsvSource({"1,true", "10,true", "11,false"})
  void limitsTheFieldsOfASection(int fields, boolean taken) {
    String list = (text("mrkdwn", 3) + ",").repeat(fields);
    assertTaken(
        blocks(
            1,
            "{\"type\":\"section\",\"fields\":[%s]}"
                .formatted(list.substring(0, list.length() - 1))),
        taken);
  }

  @ParameterizedTest
  @CsvSource({"0,false", "1,true", "10,true", "11,false"})
  void limitsTheElementsOfAContext(int elements, boolean taken) {
    String list = (text("mrkdwn", 3) + ",").repeat(elements);
    assertTaken(
        blocks(1, "{\"type\":\"context\",\"elements\":[%s]}".formatted(list.replaceAll(",$", ""))),
        taken);
  }

  @ParameterizedTest
  @CsvSource({"75,true", "76,false"})
  void limitsTheTextOfAButton(int characters, boolean taken) {
    String button =
        "{\"type\":\"button\",\"text\":%s,\"url\":\"https://example.org\"}"
            .formatted(text("plain_text", characters));
    assertTaken(blocks(1, "{\"type\":\"actions\",\"elements\":[%s]}".formatted(button)), taken);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"blocks\":{}}",
        "{\"blocks\":\"x\",\"text\":\"x\"}",
        "{\"blocks\":[7]}",
        "{\"blocks\":[{\"type\":\"unheard-of\"}]}",
        "{\"blocks\":[{}]}",
        "{\"blocks\":[{\"type\":\"section\"}]}"
      })
  void refusesBlocksThatAreNone(String body) {
    assertThat(Payload.read(body)).isEqualTo(new Payload.Refused(SlackError.INVALID_BLOCKS));
  }

  private static void assertTaken(String body, boolean taken) {
    if (taken) {
      assertThat(Payload.read(body)).isInstanceOf(Payload.Accepted.class);
    } else {
      assertThat(Payload.read(body)).isEqualTo(new Payload.Refused(SlackError.INVALID_BLOCKS));
    }
  }

  private static String blocks(int count, String block) {
    return "{\"blocks\":[%s]}".formatted((block + ",").repeat(count).replaceAll(",$", ""));
  }

  private static String section(String type, int characters) {
    return "{\"type\":\"section\",\"text\":%s}".formatted(text(type, characters));
  }

  private static String text(String type, int characters) {
    return "{\"type\":\"%s\",\"text\":\"%s\"}".formatted(type, "x".repeat(characters));
  }
}
