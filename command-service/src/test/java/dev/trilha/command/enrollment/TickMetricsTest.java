package dev.trilha.command.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trilha.command.enrollment.TickItems.Outcome;
import dev.trilha.command.problem.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TickMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TickMetrics metrics = new TickMetrics(registry);

  private Map<String, Double> counted() {
    return registry.find("trilha.ticks").counters().stream()
        .filter(counter -> counter.count() > 0)
        .collect(
            Collectors.toMap(
                counter -> String.valueOf(counter.getId().getTag("outcome")), Counter::count));
  }

  @Test
  void everyTickOfABatchIsCountedOnce() {
    TickItems.Result result =
        new TickItems.Result(
            7,
            List.of(Outcome.CHANGED, Outcome.UNCHANGED, Outcome.CHANGED, Outcome.UNKNOWN_ITEM),
            List.of(),
            1);

    assertThat(metrics.deciding(4, () -> result)).isSameAs(result);

    assertThat(counted())
        .isEqualTo(Map.of("changed", 2.0, "unchanged", 1.0, "refused-unknown", 1.0));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        Arguments.of("refused-stale", new Refusal.Stale(3, 4)),
        Arguments.of("refused-invalid", Refusal.Invalid.malformed("status", "is known")),
        Arguments.of("refused-invalid", Refusal.Invalid.unacceptable("itemId", "is no choice")),
        Arguments.of("failed", new ConcurrencyException("too many writers")));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aRefusedBatchCountsAllItsTicksAndIsStillRefused(String outcome, RuntimeException refused) {
    assertThatThrownBy(() -> metrics.deciding(3, throwing(refused))).isSameAs(refused);

    assertThat(counted()).isEqualTo(Map.of(outcome, 3.0));
  }

  @Test
  void aRequestThatCannotBeReadCountsAsOne() {
    Refusal refused = Refusal.Invalid.malformed("at", "is not in the future");

    assertThatThrownBy(() -> metrics.reading(throwing(refused))).isSameAs(refused);

    assertThat(counted()).isEqualTo(Map.of("refused-invalid", 1.0));
  }

  private static Supplier<TickItems.Result> throwing(RuntimeException failure) {
    return () -> {
      throw failure;
    };
  }
}
