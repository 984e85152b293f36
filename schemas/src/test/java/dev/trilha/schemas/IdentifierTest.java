package dev.trilha.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "roadmap-essencial-2026", "9", "-"})
  void aSlugIsARoadmapId(String slug) {
    assertThat(new RoadmapId(slug)).hasToString(slug);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "A", "a_b", "á", "a/b", "a.b", "a\n"})
  void anythingElseIsNoRoadmapId(String text) {
    assertThatThrownBy(() -> new RoadmapId(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a roadmap id has 1 to 64 of the characters a-z 0-9 -");
  }

  @Test
  void aRefusalIsASentenceAndItsRuleTheRestOfIt() {
    assertThatThrownBy(() -> new NodeId("A b"))
        .isInstanceOfSatisfying(
            InvalidValueException.class,
            refusal ->
                assertThat(refusal.rule()).isEqualTo("has 1 to 96 of the characters a-z 0-9 - ."))
        .hasMessage("an item id has 1 to 96 of the characters a-z 0-9 - .");
  }

  @ParameterizedTest
  @CsvSource({"64,true", "65,false"})
  void aLearnerIdHasAtMost64Characters(int length, boolean fits) {
    String id = "x".repeat(length);
    if (fits) {
      assertThat(new LearnerId(id)).hasToString(id);
    } else {
      assertThatThrownBy(() -> new LearnerId(id)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"enrollment/Ana_1/backend", "roadmap/backend", "team/aurora"})
  void aStreamIdReadsAsItIsWritten(String text) {
    assertThat(StreamId.parse(text)).hasToString(text);
  }

  @Test
  void anEnrollmentIsKeyedByItsLearner() {
    assertThat(StreamId.parse("enrollment/ana/backend").key()).isEqualTo("ana");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ana",
        "enrollment/ana",
        "enrollment/ana/backend/x",
        "roadmap/",
        "team/A",
        "learner/ana"
      })
  void anythingElseNamesNoStream(String text) {
    assertThatThrownBy(() -> StreamId.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"all\":false}", "{\"any\":0}", "{\"all\":true,\"any\":1}"})
  void aCompletionRuleIsAllOrAnyNumber(String json) {
    assertThatThrownBy(() -> Json.mapper().readValue(json, CompletionRule.class))
        .hasMessageMatching("(?s).*(completion rule|choice).*");
  }
}
