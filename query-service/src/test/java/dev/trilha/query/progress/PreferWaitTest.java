package dev.trilha.query.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferWaitTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "wait=2|2",
        "respond-async, wait=10|10",
        "Wait = 3|3",
        "wait=\"4\"|4",
        "wait=5; foo|5",
        "wait=-1|0",
        "wait=soon|0",
        "wait|0",
        "wait=99999999999|0",
        "return=minimal|0"
      })
  void readsSecondsAndIgnoresWhatItCannotRead(String header, long seconds) {
    assertThat(PreferWait.in(List.of(header))).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void noHeaderIsNoWait() {
    assertThat(PreferWait.in(null)).isZero();
  }
}
