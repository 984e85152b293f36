package dev.trilha.query.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.progress.EnrollmentHead.Row;
import dev.trilha.query.progress.StoredProgress.StoredItem;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.StreamId.OfEnrollment;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class DrawingsTest {
  private static final Row ROW = new Row(16_384, 700, 3);

  private final Drawings drawings = new Drawings(JsonMapper.shared(), 300);

  private static OfEnrollment of(String learner) {
    return new OfEnrollment(new LearnerId(learner), new RoadmapId("java"));
  }

  private static Drawing ofHundred(Row row) {
    return new Drawing(row, "x".repeat(60), "x".repeat(20), "x".repeat(20));
  }

  @Test
  void isWrittenAsAnswersAre() {
    Drawing drawing =
        drawings.draw(
            ROW,
            ProgressTree.unknown(
                List.of(new StoredItem("jdbc", "done", Instant.parse("2026-11-02T12:00:00Z")))));

    assertThat(drawing.tiers()).isEqualTo("[]");
    assertThat(drawing.items())
        .isEqualTo("[{\"id\":\"jdbc\",\"status\":\"done\",\"at\":\"2026-11-02T12:00:00Z\"}]");
  }

  @Test
  void isFoundAsLongAsTheRowIsTheSame() {
    drawings.keep(of("ana"), ofHundred(ROW));

    assertThat(drawings.find(of("ana"), new Row(16_384, 700, 3))).isPresent();
    assertThat(drawings.find(of("bia"), ROW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"16384, 700, 4", "16384, 701, 3", "16385, 700, 3"})
  void anotherRowIsDrawnAnew(long table, long writtenBy, long sequence) {
    drawings.keep(of("ana"), ofHundred(ROW));

    assertThat(drawings.find(of("ana"), new Row(table, writtenBy, sequence))).isEmpty();
  }

  @Test
  void theLeastRecentlyUsedMakesRoom() {
    for (String learner : List.of("ana", "bia", "caio")) {
      drawings.keep(of(learner), ofHundred(ROW));
    }
    assertThat(drawings.find(of("ana"), ROW)).isPresent();

    drawings.keep(of("duda"), ofHundred(ROW));

    assertThat(drawings.find(of("bia"), ROW)).isEmpty();
    assertThat(drawings.find(of("ana"), ROW)).isPresent();
    assertThat(drawings.find(of("caio"), ROW)).isPresent();
    assertThat(drawings.find(of("duda"), ROW)).isPresent();
  }

  @Test
  void theNextDrawingOfAnEnrollmentTakesThePlaceOfTheLast() {
    Row next = new Row(16_384, 701, 4);
    for (int i = 0; i < 10; i++) {
      drawings.keep(of("ana"), ofHundred(i % 2 == 0 ? next : ROW));
    }
    drawings.keep(of("bia"), ofHundred(ROW));
    drawings.keep(of("ana"), ofHundred(next));

    assertThat(drawings.find(of("ana"), next)).isPresent();
    assertThat(drawings.find(of("bia"), ROW)).as("there is room for three").isPresent();
  }

  @Test
  void whatIsTooLargeIsNotKept() {
    drawings.keep(of("ana"), new Drawing(ROW, "x".repeat(301), "", ""));

    assertThat(drawings.find(of("ana"), ROW)).isEmpty();
  }
}
