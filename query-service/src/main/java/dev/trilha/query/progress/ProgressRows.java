package dev.trilha.query.progress;

import dev.trilha.query.progress.EnrollmentFold.Item;
import dev.trilha.query.progress.EnrollmentFold.Section;
import dev.trilha.schemas.StreamId.OfEnrollment;
import java.time.temporal.Temporal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes folded enrollments, a batch at a time. Every statement takes a row only from a newer event
 * than the row's own.
 *
 * <p>Triggers on these tables follow what a statement did: {@code standing_count} (V11) and {@code
 * completion} (V13).
 *
 * <p>A completion time is kept until the numbers beside it say that something is open again; a
 * newer one replaces it.
 */
class ProgressRows {
  private final JdbcClient jdbc;
  private final VisibilityLock visibility;

  ProgressRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
    visibility = new VisibilityLock(jdbc);
  }

  /** The newest event that is written of each enrollment that has rows. */
  Map<OfEnrollment, Long> sequences(List<OfEnrollment> enrollments) {
    Map<OfEnrollment, Long> sequences = new HashMap<>();
    Map<String, OfEnrollment> byName = new HashMap<>();
    enrollments.forEach(enrollment -> byName.put(enrollment.toString(), enrollment));
    jdbc.sql(
            """
            SELECT learner_id, roadmap_id, sequence FROM enrollment
            JOIN unnest(?::text[], ?::text[]) AS wanted (learner_id, roadmap_id) USING (learner_id, roadmap_id)
            """)
        .params(
            column(enrollments, enrollment -> enrollment.learnerId().value(), String[]::new),
            column(enrollments, enrollment -> enrollment.roadmapId().value(), String[]::new))
        .query(row -> {
          String name =
              "enrollment/%s/%s"
                  .formatted(row.getString("learner_id"), row.getString("roadmap_id"));
          OfEnrollment enrollment = byName.get(name);
          if (enrollment != null) {
            sequences.put(enrollment, row.getLong("sequence"));
          }
        });
    return sequences;
  }

  void write(List<EnrollmentFold> folds) {
    if (folds.isEmpty()) {
      return;
    }
    visibility.stays();
    writeEnrollments(folds);
    List<EnrollmentFold> replaced =
        folds.stream().filter(fold -> fold.sectionsReplacedAt() != EnrollmentFold.NEVER).toList();
    if (!replaced.isEmpty()) {
      forgetReplacedSections(replaced);
    }
    List<Section> sections = folds.stream().flatMap(fold -> fold.sections().stream()).toList();
    if (!sections.isEmpty()) {
      writeSections(sections);
    }
    List<Item> items = folds.stream().flatMap(fold -> fold.items().stream()).toList();
    if (!items.isEmpty()) {
      writeItems(items);
    }
  }

  private void writeEnrollments(List<EnrollmentFold> folds) {
    jdbc.sql(
            """
            INSERT INTO enrollment AS known
              (learner_id, roadmap_id, roadmap_version, sequence, done, skipped, total, newest_at, completed_at,
                plan_start, hidden)
            SELECT *, EXISTS (SELECT FROM hidden_learner AS who WHERE who.learner_id = news.learner_id)
            FROM unnest(?::text[], ?::text[], ?::int[], ?::bigint[], ?::int[], ?::int[], ?::int[],
              ?::timestamptz[], ?::timestamptz[], ?::date[])
              AS news (learner_id, roadmap_id, roadmap_version, sequence, done, skipped, total, newest_at,
                completed_at, plan_start)
            ON CONFLICT (learner_id, roadmap_id) DO UPDATE
            SET roadmap_version = excluded.roadmap_version, sequence = excluded.sequence, done = excluded.done,
              skipped = excluded.skipped, total = excluded.total, newest_at = excluded.newest_at,
              plan_start = coalesce(excluded.plan_start, known.plan_start),
              completed_at = CASE WHEN excluded.done > 0 AND excluded.done + excluded.skipped >= excluded.total
                THEN coalesce(excluded.completed_at, known.completed_at) END
            WHERE excluded.sequence > known.sequence
            """)
        .params(
            column(folds, fold -> fold.id().learnerId().value(), String[]::new),
            column(folds, fold -> fold.id().roadmapId().value(), String[]::new),
            column(folds, EnrollmentFold::roadmapVersion, Integer[]::new),
            column(folds, EnrollmentFold::sequence, Long[]::new),
            column(folds, EnrollmentFold::done, Integer[]::new),
            column(folds, EnrollmentFold::skipped, Integer[]::new),
            column(folds, EnrollmentFold::total, Integer[]::new),
            column(folds, fold -> fold.newestAt().toString(), String[]::new),
            column(folds, fold -> text(fold.completedAt()), String[]::new),
            column(folds, fold -> text(fold.planStart()), String[]::new))
        .update();
  }

  /**
   * Those that the replacement names again are overwritten instead, and so keep the time they were
   * completed.
   */
  private void forgetReplacedSections(List<EnrollmentFold> replaced) {
    List<Section> kept = replaced.stream().flatMap(fold -> fold.sections().stream()).toList();
    jdbc.sql(
            """
            DELETE FROM section_tally AS known
            USING unnest(?::text[], ?::text[], ?::bigint[]) AS replaced (learner_id, roadmap_id, sequence)
            WHERE known.learner_id = replaced.learner_id AND known.roadmap_id = replaced.roadmap_id
              AND known.sequence < replaced.sequence
              AND NOT EXISTS (
                SELECT FROM unnest(?::text[], ?::text[], ?::text[]) AS kept (learner_id, roadmap_id, section_id)
                WHERE kept.learner_id = known.learner_id AND kept.roadmap_id = known.roadmap_id
                  AND kept.section_id = known.section_id)
            """)
        .params(
            column(replaced, fold -> fold.id().learnerId().value(), String[]::new),
            column(replaced, fold -> fold.id().roadmapId().value(), String[]::new),
            column(replaced, EnrollmentFold::sectionsReplacedAt, Long[]::new),
            column(kept, section -> section.enrollment().learnerId().value(), String[]::new),
            column(kept, section -> section.enrollment().roadmapId().value(), String[]::new),
            column(kept, Section::sectionId, String[]::new))
        .update();
  }

  private void writeSections(List<Section> sections) {
    jdbc.sql(
            """
            INSERT INTO section_tally AS known
              (learner_id, roadmap_id, section_id, sequence, done, skipped, total, completed_at)
            SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::int[], ?::int[], ?::int[],
              ?::timestamptz[])
            ON CONFLICT (learner_id, roadmap_id, section_id) DO UPDATE
            SET sequence = excluded.sequence, done = excluded.done, skipped = excluded.skipped,
              total = excluded.total,
              completed_at = CASE WHEN excluded.done > 0 AND excluded.done + excluded.skipped >= excluded.total
                THEN coalesce(excluded.completed_at, known.completed_at) END
            WHERE excluded.sequence > known.sequence
            """)
        .params(
            column(sections, section -> section.enrollment().learnerId().value(), String[]::new),
            column(sections, section -> section.enrollment().roadmapId().value(), String[]::new),
            column(sections, Section::sectionId, String[]::new),
            column(sections, Section::sequence, Long[]::new),
            column(sections, Section::done, Integer[]::new),
            column(sections, Section::skipped, Integer[]::new),
            column(sections, Section::total, Integer[]::new),
            column(sections, section -> text(section.completedAt()), String[]::new))
        .update();
  }

  private void writeItems(List<Item> items) {
    jdbc.sql(
            """
            INSERT INTO item_state AS known (learner_id, roadmap_id, item_id, sequence, status, at, first_done_at)
            SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::timestamptz[],
              ?::timestamptz[])
            ON CONFLICT (learner_id, roadmap_id, item_id) DO UPDATE
            SET sequence = excluded.sequence, status = excluded.status, at = excluded.at,
              first_done_at = least(excluded.first_done_at, known.first_done_at,
                CASE WHEN known.status = 'done' THEN known.at END)
            WHERE excluded.sequence > known.sequence
            """)
        .params(
            column(items, item -> item.enrollment().learnerId().value(), String[]::new),
            column(items, item -> item.enrollment().roadmapId().value(), String[]::new),
            column(items, Item::itemId, String[]::new),
            column(items, Item::sequence, Long[]::new),
            column(items, item -> item.status().wireName(), String[]::new),
            column(items, item -> item.at().toString(), String[]::new),
            column(items, item -> text(item.firstDoneAt()), String[]::new))
        .update();
  }

  private static @Nullable String text(@Nullable Temporal instant) {
    return instant == null ? null : instant.toString();
  }

  private static <R, T extends @Nullable Object> T[] column(
      List<R> rows, Function<R, T> value, IntFunction<T[]> array) {
    return rows.stream().map(value).toArray(array);
  }
}
