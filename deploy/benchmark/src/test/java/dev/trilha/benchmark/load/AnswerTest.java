package dev.trilha.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {
  private static final String BODY = "{\"changed\":true,\"version\":17,\"completed\":[]}";
  private static final String CHUNKED =
      "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n"
          + "a\r\n{\"changed\"\r\n24\r\n:true,\"version\":17,\"completed\":[]}  \r\n0\r\n\r\n";

  @Test
  void readsABodyOfKnownLength() {
    Answer answer = withBody(BODY);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.acknowledged(1)).isOne();
    assertThat(answer.version()).isEqualTo(17);
    assertThat(answer.closes()).isFalse();
  }

  @Test
  void putsChunksTogether() {
    Answer answer = whole(CHUNKED);

    assertThat(answer.acknowledged(1)).isOne();
    assertThat(answer.version()).isEqualTo(17);
  }

  @Test
  void waitsForTheRestWhereverItIsCut() {
    for (int cut = 0; cut < CHUNKED.length(); cut++) {
      byte[] received = Ticks.ascii(CHUNKED);
      assertThat(new Answer().read(received, cut)).as("cut at %d", cut).isFalse();
      assertThat(new Answer().read(received, received.length)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "connection: close, true",
    "Connection: close, true",
    "Connection: keep-alive, false"
  })
  void knowsWhetherTheServerEndsTheConnection(String header, boolean closes) {
    assertThat(whole("HTTP/1.1 200 \r\n%s\r\nContent-Length: 0\r\n\r\n".formatted(header)).closes())
        .isEqualTo(closes);
  }

  @Test
  void aTickThatChangedNothingIsNotAcknowledged() {
    String body = "{\"changed\":false,\"version\":3}";
    Answer answer = withBody(body);

    assertThat(answer.acknowledged(1)).isZero();
  }

  @Test
  void countsTheTicksOfABatch() {
    String body =
        "{\"changed\":true,\"items\":[{\"changed\":true},{\"changed\":false},{\"changed\":true}]}";
    Answer answer = withBody(body);

    assertThat(answer.acknowledged(3)).isEqualTo(2);
  }

  @Test
  void readsTheStatusOfARefusal() {
    Answer answer = whole("HTTP/1.1 503 \r\nRetry-After: 1\r\nContent-Length: 2\r\n\r\n{}");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.version()).isEqualTo(-1);
  }

  private static Answer withBody(String body) {
    return whole("HTTP/1.1 200 \r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body));
  }

  private static Answer whole(String text) {
    var answer = new Answer();
    byte[] received = Ticks.ascii(text);
    assertThat(answer.read(received, received.length)).isTrue();
    return answer;
  }
}
