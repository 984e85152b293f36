package dev.trilha.query.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.progress.TeamProgressController.MemberProgress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TeamProgressCsvTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      value = {
        "Ana, Ana",
        "=1+1, '=1+1",
        "+1, '+1",
        "-1, '-1",
        "@SUM(A1), '@SUM(A1)",
        "＝1, '＝1",
        "O'Neil, O'Neil",
        "A=1, A=1",
        "a\"b, \"a\"\"b\"",
      })
  void noNameIsAFormula(String name, String cell) {
    RoadmapProgress roadmap = new RoadmapProgress("r", "R", 1, 2, 0, 0, 3, 0, null, Instant.EPOCH);
    String table = TeamProgressCsv.of(List.of(new MemberProgress("ana", name, List.of(roadmap))));
    assertThat(table).endsWith("\r\nana," + cell + ",r,R,1,0,0,3,0,,1970-01-01T00:00:00Z\r\n");
  }
}
