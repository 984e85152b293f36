package dev.trilha.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trilha.command.problem.Refusal;
import dev.trilha.schemas.problem.ProblemType;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventRowTest {
  private static EventRow row(String payload) {
    return new EventRow(
        "team/aurora", 0, UUID.randomUUID(), "team-formed", 1, Instant.EPOCH, null, payload);
  }

  @Test
  void takesWhatARecordOfKafkaHolds() {
    assertThat(row("x".repeat(EventRow.LARGEST_BYTES)).payload()).hasSize(EventRow.LARGEST_BYTES);
  }

  @ParameterizedTest
  @CsvSource({"x, 6291457", "é, 3145729", "漢, 2097153"})
  void refusesWhatIsMoreInBytes(String character, int characters) {
    String payload = character.repeat(characters);

    assertThatThrownBy(() -> row(payload))
        .isInstanceOfSatisfying(
            Refusal.Invalid.class,
            refusal -> assertThat(refusal.type()).isEqualTo(ProblemType.TOO_LARGE));
  }
}
