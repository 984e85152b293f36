package dev.trilha.standalone.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(4);
  private static final RandomGenerator NEVER_SHORTENS = () -> 0L;
  private static final RandomGenerator SHORTENS_MOST = () -> -1L;

  @Test
  void doublesUpToTheLimit() {
    var backoff = new Backoff(FIRST, LONGEST, NEVER_SHORTENS);
    assertThat(IntStream.range(0, 6).mapToObj(_ -> backoff.next().toMillis()))
        .containsExactly(500L, 1_000L, 2_000L, 4_000L, 4_000L, 4_000L);
  }

  @Test
  void isShortenedByHalfAtMost() {
    var backoff = new Backoff(FIRST, LONGEST, SHORTENS_MOST);
    assertThat(backoff.next()).isBetween(Duration.ofMillis(250), Duration.ofMillis(251));
  }

  @Test
  void beginsAnewAfterAReset() {
    var backoff = new Backoff(FIRST, LONGEST, NEVER_SHORTENS);
    backoff.next();
    backoff.next();
    backoff.reset();
    assertThat(backoff.next()).isEqualTo(FIRST);
  }

  @Test
  void staysWithinTheLimitHoweverOftenItIsAsked() {
    var backoff = new Backoff(FIRST, LONGEST, NEVER_SHORTENS);
    IntStream.range(0, 1_000).forEach(_ -> backoff.next());
    assertThat(backoff.next()).isEqualTo(LONGEST);
  }

  @Test
  void refusesALimitBelowTheFirstPause() {
    assertThatThrownBy(() -> new Backoff(FIRST, Duration.ofMillis(499), NEVER_SHORTENS))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
