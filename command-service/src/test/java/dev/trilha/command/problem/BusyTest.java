package dev.trilha.command.problem;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** HTTP has whole seconds; who reads the body need not wait so long. */
class BusyTest {
  @ParameterizedTest
  @CsvSource({"0, 1, 1", "40, 1, 40", "1000, 1, 1000", "1001, 2, 1001"})
  void saysWhenToTryAgain(int millis, String seconds, long precisely) {
    ResponseEntity<ProblemDetail> answer =
        new Problems().refused(new Refusal.Busy("the queue is full", Duration.ofMillis(millis)));

    assertThat(answer.getStatusCode().value()).isEqualTo(503);
    assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo(seconds);
    assertThat(requireNonNull(requireNonNull(answer.getBody()).getProperties()))
        .containsEntry("retryAfterMs", precisely);
  }
}
