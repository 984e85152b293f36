package dev.trilha.query.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.progress.EnrollmentHead.Row;
import dev.trilha.query.progress.KeptCounts.Time;
import dev.trilha.query.progress.Progress.Standing;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeptCountsTest {
  private static final Row ROW = new Row(16_384, 700, 3);
  private static final Time WEEK =
      new Time(Instant.parse("2026-11-23T00:00:00Z"), Instant.parse("2026-11-30T00:00:00Z"));

  private final KeptCounts counts = new KeptCounts(3);
  private final Map<String, Long> leaves = new HashMap<>();

  private static Enrolled enrolled(String learner, String roadmap, Row row) {
    return new Enrolled(learner, roadmap, 1, row, true, Standing.NONE);
  }

  private static Enrolled enrolled(String learner) {
    return enrolled(learner, "java", ROW);
  }

  @Test
  void isKnownAsLongAsTheRowIsTheSame() {
    counts.keep(enrolled("ana"), WEEK, 7);

    assertThat(counts.add(List.of(enrolled("ana"), enrolled("bia")), WEEK, leaves))
        .containsExactly(enrolled("bia"));
    assertThat(leaves).containsExactly(Map.entry("ana", 7L));
  }

  @ParameterizedTest
  @CsvSource({"16384, 700, 4", "16384, 701, 3", "16385, 700, 3"})
  void anotherRowIsCountedAnew(long table, long writtenBy, long sequence) {
    counts.keep(enrolled("ana"), WEEK, 7);
    Enrolled moved = enrolled("ana", "java", new Row(table, writtenBy, sequence));

    assertThat(counts.add(List.of(moved), WEEK, leaves)).containsExactly(moved);
    assertThat(leaves).isEmpty();
  }

  @Test
  void anotherTimeIsCountedByItself() {
    counts.keep(enrolled("ana"), WEEK, 7);

    assertThat(counts.add(List.of(enrolled("ana")), new Time(WEEK.to(), WEEK.to()), leaves))
        .hasSize(1);
  }

  @Test
  void theRoadmapsOfALearnerAddUp() {
    Enrolled sql = enrolled("ana", "sql", ROW);
    counts.keep(enrolled("ana"), WEEK, 7);
    counts.keep(sql, WEEK, 4);

    assertThat(counts.add(List.of(enrolled("ana"), sql), WEEK, leaves)).isEmpty();
    assertThat(leaves).containsExactly(Map.entry("ana", 11L));
  }

  @Test
  void keepsNothingBeforeTheRoadmapIsHere() {
    Enrolled early = new Enrolled("ana", "java", 1, ROW, false, Standing.NONE);
    counts.keep(early, WEEK, 0);

    assertThat(counts.add(List.of(enrolled("ana")), WEEK, leaves)).hasSize(1);
  }

  @Test
  void theLeastRecentlyUsedMakesRoom() {
    for (String learner : List.of("ana", "bia", "caio")) {
      counts.keep(enrolled(learner), WEEK, 1);
    }
    counts.add(List.of(enrolled("ana")), WEEK, leaves);

    counts.keep(enrolled("duda"), WEEK, 1);

    assertThat(counts.add(List.of(enrolled("bia")), WEEK, leaves)).hasSize(1);
    assertThat(
            counts.add(List.of(enrolled("ana"), enrolled("caio"), enrolled("duda")), WEEK, leaves))
        .isEmpty();
  }
}
