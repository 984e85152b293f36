package dev.trilha.command.enrollment;

import static dev.trilha.command.roadmap.Roadmaps.all;
import static dev.trilha.command.roadmap.Roadmaps.leaf;
import static dev.trilha.command.roadmap.Roadmaps.outlines;
import static dev.trilha.command.roadmap.Roadmaps.published;
import static dev.trilha.schemas.NodeKind.TIER;
import static dev.trilha.schemas.NodeKind.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.command.roadmap.RoadmapOutlines;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.RoadmapId;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnrollmentStateTest {
  private static final RoadmapOutlines ROADMAP =
      outlines(
          published(
              1,
              all(TIER, "one", all(TOPIC, "http", leaf("verbs"), leaf("codes"), leaf("headers")))));

  private static final EnrollmentState STATE =
      new EnrollmentState(
          new LearnerId("ana"),
          new RoadmapId("backend"),
          1,
          List.of(new NodeId("verbs")),
          List.of(new NodeId("codes")),
          List.of(new NodeId("of-an-older-version")),
          List.of(new NodeId("one")),
          true,
          LocalDate.parse("2026-03-02"));

  @Test
  void anEnrollmentIsTheSameAfterItsSnapshot() {
    Enrollment enrollment = new Enrollment();
    enrollment.on(STATE, ROADMAP);

    assertThat(enrollment.snapshot()).isEqualTo(STATE);
  }

  @Test
  void whatIsWrittenIsWhatIsRead() {
    String json = Json.mapper().writeValueAsString(STATE);

    assertThat(Json.mapper().readValue(json, EnrollmentState.class)).isEqualTo(STATE);
  }

  @Test
  void everyFieldOfAnEnrollmentIsInItsSnapshot() {
    assertThat(
            Arrays.stream(Enrollment.class.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                .map(Field::getName))
        .as("a new field belongs into EnrollmentState, whose REVISION goes up with it")
        .containsExactlyInAnyOrder("id", "progress", "extended", "planStart");
  }
}
