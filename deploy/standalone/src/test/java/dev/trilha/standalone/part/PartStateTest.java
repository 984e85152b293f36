package dev.trilha.standalone.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartStateTest {
  @ParameterizedTest
  @CsvSource({
    "STOPPED,  STARTING FAILED",
    "STARTING, READY BACKOFF FAILED STOPPED",
    "READY,    BACKOFF STOPPED",
    "BACKOFF,  STARTING FAILED STOPPED",
    "FAILED,   STOPPED"
  })
  void mayBecomeThese(PartState from, String allowed) {
    Set<PartState> expected =
        Arrays.stream(allowed.split(" ")).map(PartState::valueOf).collect(Collectors.toSet());
    Set<PartState> actual =
        Arrays.stream(PartState.values()).filter(from::mayBecome).collect(Collectors.toSet());
    assertThat(actual).isEqualTo(expected);
  }
}
