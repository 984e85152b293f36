package dev.trilha.query.progress;

import static dev.trilha.query.Curriculum.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.RunningService;
import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.StreamId.OfEnrollment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/** When an item was done first, whatever happened to it since. */
class CompletionIT extends RunningService {
  private static final Instant FIRST = Instant.parse("2026-11-02T12:00:00Z");
  private static final Instant LATER = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant EARLIER = Instant.parse("2026-09-30T23:59:59Z");

  private final Walk ana = Walk.of(fresh("ana"), fresh("java"));

  private void write(long sequence, EnrollmentEvent... events) {
    var fold = new EnrollmentFold(new OfEnrollment(ana.learner(), ana.roadmap()));
    for (int i = 0; i < events.length; i++) {
      fold.add(sequence + i, FIRST, events[i]);
    }
    new ProgressRows(jdbc).write(List.of(fold));
  }

  /** Each with the partition that it is in. */
  private List<String> completions() {
    return jdbc.sql(
            """
            SELECT item_id || ' ' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') || ' ' || tableoid::regclass
            FROM completion WHERE learner_id = ? ORDER BY 1
            """)
        .param(ana.learner().value())
        .query((row, _) -> row.getString(1))
        .list();
  }

  @Test
  void anItemThatIsDoneHasOne() {
    write(0, ana.enrolled(), ana.completed(FIRST, "jdbc", 1), ana.started(LATER, "unit", 1));

    assertThat(completions()).containsExactly("jdbc 2026-11-02 completion_2026_11");
  }

  @Test
  void takenBackAndDoneAgainItKeepsItsFirstDate() {
    write(0, ana.completed(FIRST, "jdbc", 1));
    write(1, ana.reopened("jdbc", 0));
    assertThat(completions()).isEmpty();

    write(2, ana.completed(LATER, "jdbc", 1));

    assertThat(completions()).containsExactly("jdbc 2026-11-02 completion_2026_11");
  }

  @Test
  void alsoWithinOneBatch() {
    write(
        0,
        ana.completed(FIRST, "jdbc", 1),
        ana.reopened("jdbc", 0),
        ana.completed(LATER, "jdbc", 1));

    assertThat(completions()).containsExactly("jdbc 2026-11-02 completion_2026_11");
  }

  @Test
  void whatWasOnlyDoneWithinABatchIsRemembered() {
    write(0, ana.completed(FIRST, "jdbc", 1), ana.reopened("jdbc", 0));
    assertThat(completions()).isEmpty();

    write(2, ana.completed(LATER, "jdbc", 1));

    assertThat(completions()).containsExactly("jdbc 2026-11-02 completion_2026_11");
  }

  @Test
  void anEarlierDateMovesIt() {
    write(0, ana.completed(FIRST, "jdbc", 1));
    write(1, ana.skipped("jdbc", 0, 1), ana.completed(EARLIER, "jdbc", 1));

    assertThat(completions()).containsExactly("jdbc 2026-09-30 completion_2026_09");
  }

  @Test
  void anOldEventChangesNothing() {
    write(5, ana.completed(FIRST, "jdbc", 1));
    write(4, ana.reopened("jdbc", 0));
    write(3, ana.completed(EARLIER, "jdbc", 1));

    assertThat(completions()).containsExactly("jdbc 2026-11-02 completion_2026_11");
  }

  @Test
  void rowsThatAreDeletedTakeTheirsAlong() {
    write(0, ana.completed(FIRST, "jdbc", 1), ana.completed(LATER, "unit", 2));

    jdbc.sql("DELETE FROM item_state WHERE learner_id = ? AND item_id = 'jdbc'")
        .param(ana.learner().value())
        .update();

    assertThat(completions()).containsExactly("unit 2026-11-20 completion_2026_11");
  }

  /** A replica that does not know of first dates yet. */
  @Test
  void whatAnOlderVersionOfTheServiceWritesIsDatedToo() {
    String old =
        """
        INSERT INTO item_state AS known (learner_id, roadmap_id, item_id, sequence, status, at)
        VALUES (?, ?, 'jdbc', ?, ?, ?::timestamptz)
        ON CONFLICT (learner_id, roadmap_id, item_id) DO UPDATE
        SET sequence = excluded.sequence, status = excluded.status, at = excluded.at
        """;
    String learner = ana.learner().value();
    String roadmap = ana.roadmap().value();
    jdbc.sql(old).params(learner, roadmap, 0, "done", FIRST.toString()).update();
    assertThat(completions()).containsExactly("jdbc 2026-11-02 completion_2026_11");

    write(1, ana.reopened("jdbc", 0));
    write(2, ana.completed(LATER, "jdbc", 1));

    assertThat(completions()).containsExactly("jdbc 2026-11-02 completion_2026_11");
  }

  @Test
  void aMonthThatHasNoPartitionGetsOneLater() {
    Instant may = Instant.parse("1999-05-31T23:59:59Z");
    write(0, ana.completed(may, "jdbc", 1), ana.completed(may.plusSeconds(1), "unit", 2));
    assertThat(completions())
        .containsExactly(
            "jdbc 1999-05-31 completion_elsewhen", "unit 1999-06-01 completion_elsewhen");

    var months = new CompletionMonths(jdbc, Clock.fixed(may, ZoneOffset.UTC));
    assertThat(months.make()).isEqualTo(3);

    assertThat(completions())
        .containsExactly(
            "jdbc 1999-05-31 completion_1999_05", "unit 1999-06-01 completion_1999_06");
    assertThat(months.make()).as("the second time").isZero();
  }

  @Test
  void whatWasThereBeforeTheTableIsInIt() throws IOException {
    write(0, ana.completed(LATER, "jdbc", 1));
    jdbc.sql(
            """
            UPDATE item_state SET first_done_at = NULL WHERE learner_id = ?;
            """)
        .param(ana.learner().value())
        .update();
    jdbc.sql(
            """
            INSERT INTO activity
            SELECT learner_id, roadmap_id, 99, 'item-completed', 1, item_id, ?::timestamptz, at, 1, 0, 6
            FROM item_state WHERE learner_id = ?
            """)
        .params(FIRST.toString(), ana.learner().value())
        .update();
    String migration =
        new ClassPathResource("db/migration/V13__completion.sql")
            .getContentAsString(StandardCharsets.UTF_8);

    jdbc.sql(
            migration.substring(
                migration.indexOf("UPDATE item_state"),
                migration.indexOf("-- A row for each item")))
        .update();

    assertThat(completions()).containsExactly("jdbc 2026-11-02 completion_2026_11");
  }
}
