package dev.trilha.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {
  @ParameterizedTest
  @CsvSource({
    // attempts, chance, asked, waits
    "1, 0, , PT1S",
    "2, 0, , PT2S",
    "3, 0, , PT4S",
    "10, 0, , PT8M32S",
    "11, 0, , PT10M",
    "100, 0, , PT10M",
    "3, 1, , PT5S",
    "3, 0.5, , PT4.5S",
    "100, 1, , PT10M",
    "1, 0, PT30S, PT30S",
    "6, 0, PT1S, PT32S",
    "1, 0, PT0S, PT1S",
    "1, 0, PT24H, PT10M",
  })
  void doublesUpToALimitAndHonoursALongerWish(
      int attempts, double chance, @Nullable Duration asked, Duration waits) {
    var backOff = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(10), () -> chance);

    assertThat(backOff.after(attempts, Optional.ofNullable(asked))).isEqualTo(waits);
  }
}
