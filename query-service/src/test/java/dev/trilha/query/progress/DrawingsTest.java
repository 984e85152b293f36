package dev.trilha.query.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.progress.EnrollmentHead.Row;
import dev.trilha.query.progress.StoredProgress.StoredItem;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.StreamId.OfEnrollment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class DrawingsTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Row ROW = new Row(16_384, 700, 3);

  private static final long ROOM = 3L * drawing(ROW, 0).bytes() + 20;

  private final Drawings drawings = new Drawings(ROOM);

  private static OfEnrollment of(String learner) {
    return new OfEnrollment(new LearnerId(learner), new RoadmapId("java"));
  }

  private static Drawing drawing(Row row, int items) {
    return Drawing.of(JSON, row, view(items));
  }

  private static ProgressView view(int items) {
    var head =
        new EnrollmentHead(
            ROW, new RoadmapId("java"), 1, 4, 3, 0, 9, Instant.EPOCH, null, null, null, null);
    var item = new StoredItem("jdbc", "done", Instant.parse("2026-11-02T12:00:00Z"));
    return ProgressView.of(
        new LearnerId("ana"),
        head,
        ProgressTree.unknown(Collections.nCopies(items, item)),
        false,
        null);
  }

  @ParameterizedTest
  @CsvSource({"2026-11-23T12:00:00.123456Z, false", "2026-11-23T12:00:00Z, true", ", false"})
  void isSentAsAnswersAreWritten(@Nullable Instant asOf, boolean stale) {
    assertThat(new String(drawing(ROW, 2).at(asOf, stale), StandardCharsets.UTF_8))
        .isEqualTo(JSON.writeValueAsString(view(2).asOf(asOf, stale)));
  }

  @Test
  void isFoundAsLongAsTheRowIsTheSame() {
    drawings.keep(of("ana"), drawing(ROW, 0));

    assertThat(drawings.find(of("ana"), new Row(16_384, 700, 3))).isPresent();
    assertThat(drawings.find(of("bia"), ROW)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"16384, 700, 4", "16384, 701, 3", "16385, 700, 3"})
  void anotherRowIsDrawnAnew(long table, long writtenBy, long sequence) {
    drawings.keep(of("ana"), drawing(ROW, 0));

    assertThat(drawings.find(of("ana"), new Row(table, writtenBy, sequence))).isEmpty();
  }

  @Test
  void theLeastRecentlyUsedMakesRoom() {
    for (String learner : List.of("ana", "bia", "caio")) {
      drawings.keep(of(learner), drawing(ROW, 0));
    }
    assertThat(drawings.find(of("ana"), ROW)).isPresent();

    drawings.keep(of("duda"), drawing(ROW, 0));

    assertThat(drawings.find(of("bia"), ROW)).isEmpty();
    assertThat(drawings.find(of("ana"), ROW)).isPresent();
    assertThat(drawings.find(of("caio"), ROW)).isPresent();
    assertThat(drawings.find(of("duda"), ROW)).isPresent();
  }

  @Test
  void theNextDrawingOfAnEnrollmentTakesThePlaceOfTheLast() {
    Row next = new Row(16_384, 701, 4);
    for (int i = 0; i < 10; i++) {
      drawings.keep(of("ana"), drawing(i % 2 == 0 ? next : ROW, 0));
    }
    drawings.keep(of("bia"), drawing(ROW, 0));
    drawings.keep(of("ana"), drawing(next, 0));

    assertThat(drawings.find(of("ana"), next)).isPresent();
    assertThat(drawings.find(of("bia"), ROW)).as("there is room for three").isPresent();
  }

  @Test
  void whatIsTooLargeIsNotKept() {
    drawings.keep(of("ana"), drawing(ROW, 100));

    assertThat(drawings.find(of("ana"), ROW)).isEmpty();
  }
}
