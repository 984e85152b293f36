package dev.trilha.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trilha.testservers.Choice.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceTest {
  @ParameterizedTest
  @CsvSource({
    "auto, true, CONTAINERS",
    "auto, false, EMBEDDED",
    "embedded, true, EMBEDDED",
    "embedded, false, EMBEDDED",
    "containers, true, CONTAINERS",
    "' Containers ', true, CONTAINERS"
  })
  void takesContainersWhereAnEngineAnswersUnlessTold(String wish, boolean answers, Kind kind) {
    assertThat(Choice.of(wish, () -> new Engine(answers, "said")).kind()).isEqualTo(kind);
  }

  @Test
  void saysWhyNoContainersCanBeHad() {
    assertThatThrownBy(() -> Choice.of("containers", () -> new Engine(false, "nobody answers")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("TRILHA_TEST_SERVERS=containers, but nobody answers");
  }

  @Test
  void doesNotLookForAnEngineThatNobodyWants() {
    var choice =
        Choice.of(
            "embedded",
            () -> {
              throw new AssertionError("looked");
            });

    assertThat(choice.reason()).isEqualTo("TRILHA_TEST_SERVERS says so");
  }

  @Test
  void refusesAWishThatNobodyKnows() {
    assertThatThrownBy(() -> Choice.of("docker", () -> new Engine(true, "")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("TRILHA_TEST_SERVERS is auto, embedded or containers, not \"docker\"");
  }
}
