package dev.trilha.command.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RelayStandingTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final RelayStanding standing = new RelayStanding(Clock.fixed(NOW, ZoneOffset.UTC));

  /** The shortest way to each state. */
  private static List<RelayState> wayTo(RelayState state) {
    return switch (state) {
      case STOPPED -> List.of();
      case STARTING -> List.of(RelayState.STARTING);
      default -> List.of(RelayState.STARTING, state);
    };
  }

  private static final Set<String> MOVES =
      Set.of(
          "STOPPED-STARTING",
          "STARTING-STANDBY",
          "STARTING-BACKFILLING",
          "STARTING-STREAMING",
          "STARTING-FAILED",
          "STARTING-STOPPED",
          "STANDBY-STARTING",
          "STANDBY-FAILED",
          "STANDBY-STOPPED",
          "BACKFILLING-STREAMING",
          "BACKFILLING-FAILED",
          "BACKFILLING-STOPPED",
          "STREAMING-STARTING",
          "STREAMING-FAILED",
          "STREAMING-STOPPED",
          "FAILED-STARTING",
          "FAILED-STOPPED");

  static Stream<Arguments> everyPair() {
    return Stream.of(RelayState.values())
        .flatMap(from -> Stream.of(RelayState.values()).map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("everyPair")
  void movesOnlyAsTheTableSays(RelayState from, RelayState to) {
    wayTo(from).forEach(standing::move);

    if (MOVES.contains(from + "-" + to)) {
      standing.move(to);
      assertThat(standing.now().state()).isEqualTo(to);
    } else {
      assertThatThrownBy(() -> standing.move(to)).hasMessageContaining(from.name());
      assertThat(standing.now().state()).isEqualTo(from);
    }
  }

  @Test
  void keepsTheCauseUntilSomethingIsAcknowledgedAgain() {
    standing.move(RelayState.STARTING);
    standing.fail("Kafka is away");
    standing.move(RelayState.STARTING);
    standing.move(RelayState.STREAMING);
    assertThat(standing.now().cause()).isEqualTo("Kafka is away");

    standing.recovered();

    assertThat(standing.now().cause()).isNull();
    assertThat(standing.failures()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "STREAMING, true",
    "FAILED, true",
    "STOPPED, true",
    "STARTING, false",
    "STANDBY, false",
    "BACKFILLING, true"
  })
  void aReplicaThatDoesNotRelayDoesNotKnowItsLag(RelayState state, boolean knows) {
    assertThat(state.knowsItsLag()).isEqualTo(knows);
  }
}
