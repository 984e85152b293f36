package dev.trilha.query.progress;

import dev.trilha.query.inbox.Freshness;
import dev.trilha.query.progress.StoredProgress.StoredItem;
import dev.trilha.query.progress.StoredProgress.StoredSection;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.StreamId.OfEnrollment;
import dev.trilha.schemas.Topic;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

/** What is asked of the learners' progress. */
public class Progress {
  private static final TypeReference<List<StoredSection>> SECTIONS = new TypeReference<>() {};
  private static final TypeReference<List<StoredItem>> ITEMS = new TypeReference<>() {};

  private final JdbcClient jdbc;

  Progress(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One enrollment, without its sections.
   *
   * @param version the number of its events so far
   * @param newestAt the time of the newest of them
   * @param completedAt when everything that applies was done, while it is
   */
  record Enrollment(
      String learnerId,
      String roadmapId,
      int roadmapVersion,
      long version,
      int done,
      int skipped,
      int total,
      Instant newestAt,
      @Nullable Instant completedAt) {
    @Nullable Integer percent() {
      return Percent.of(done, skipped, total);
    }
  }

  /** Leaves done, skipped and counted, over one roadmap or several. */
  public record Standing(long done, long skipped, long total) {
    public static final Standing NONE = new Standing(0, 0, 0);

    Standing plus(Standing other) {
      return new Standing(done + other.done, skipped + other.skipped, total + other.total);
    }
  }

  /** How many events of the enrollment are in the rows. */
  OptionalLong version(LearnerId learner, RoadmapId roadmap) {
    return jdbc.sql("SELECT sequence FROM enrollment WHERE learner_id = ? AND roadmap_id = ?")
        .params(learner.value(), roadmap.value())
        .query(Long.class)
        .optional()
        .map(sequence -> OptionalLong.of(sequence + 1))
        .orElseGet(OptionalLong::empty);
  }

  /** Without what lies below it: one row, however much was ticked. */
  Optional<EnrollmentHead> head(LearnerId learner, RoadmapId roadmap) {
    return jdbc.sql(HEAD_OF).params(learner.value(), roadmap.value()).query(HEAD).optional();
  }

  /**
   * How many events of each of these enrollments are in the rows; without those of which none is.
   */
  public Map<OfEnrollment, Long> versions(Collection<OfEnrollment> enrollments) {
    Map<OfEnrollment, Long> versions = new HashMap<>();
    jdbc.sql(
            """
            SELECT learner_id, roadmap_id, sequence FROM enrollment
            JOIN unnest(?::text[], ?::text[]) AS wanted (learner_id, roadmap_id) USING (learner_id, roadmap_id)
            """)
        .params(
            enrollments.stream().map(one -> one.learnerId().value()).toArray(String[]::new),
            enrollments.stream().map(one -> one.roadmapId().value()).toArray(String[]::new))
        .query(row -> {
          versions.put(
              new OfEnrollment(
                  new LearnerId(row.getString("learner_id")),
                  new RoadmapId(row.getString("roadmap_id"))),
              row.getLong("sequence") + 1);
        });
    return versions;
  }

  /** In one statement, so that all of it is of the same moment. */
  Optional<StoredProgress> find(LearnerId learner, RoadmapId roadmap) {
    return jdbc.sql(
            """
            SELECT %s,
              (SELECT coalesce(json_agg(json_build_object('id', section_id, 'done', done, 'skipped', skipped,
                  'total', total, 'completedAt', completed_at)), '[]')
                FROM section_tally WHERE learner_id = e.learner_id AND roadmap_id = e.roadmap_id) AS sections,
              (SELECT coalesce(json_agg(json_build_object('id', item_id, 'status', status, 'at', at)
                  ORDER BY item_id COLLATE "C"), '[]')
                FROM item_state WHERE learner_id = e.learner_id AND roadmap_id = e.roadmap_id) AS items
            FROM enrollment AS e WHERE learner_id = ? AND roadmap_id = ?
            """
                .formatted(HEAD_COLUMNS))
        .params(learner.value(), roadmap.value())
        .query((row, place) ->
            new StoredProgress(
                HEAD.mapRow(row, place),
                Json.mapper().readValue(row.getString("sections"), SECTIONS),
                Json.mapper().readValue(row.getString("items"), ITEMS)))
        .optional();
  }

  /** By learner and roadmap. */
  List<Enrollment> of(Collection<String> learners) {
    return jdbc.sql(
            """
            SELECT learner_id, roadmap_id, roadmap_version, sequence, done, skipped, total, newest_at, completed_at
            FROM enrollment WHERE learner_id = ANY (?)
            ORDER BY learner_id COLLATE "C", roadmap_id COLLATE "C"
            """)
        .param(learners.toArray(String[]::new))
        .query(ENROLLMENT)
        .list();
  }

  /**
   * Where these learners stand; those who never enrolled are left out.
   *
   * @param roadmap absent for all roadmaps together
   */
  public Map<String, Standing> standings(Collection<String> learners, @Nullable RoadmapId roadmap) {
    Map<String, Standing> standings = new HashMap<>();
    String only = roadmap == null ? null : roadmap.value();
    jdbc.sql(
            """
            SELECT learner_id, sum(done) AS done, sum(skipped) AS skipped, sum(total) AS total
            FROM enrollment
            WHERE learner_id = ANY (:learners) AND (:roadmap::text IS NULL OR roadmap_id = :roadmap)
            GROUP BY learner_id
            """)
        .param("learners", learners.toArray(String[]::new))
        .param("roadmap", only)
        .query(row -> {
          standings.put(
              row.getString("learner_id"),
              new Standing(row.getLong("done"), row.getLong("skipped"), row.getLong("total")));
        });
    return standings;
  }

  private static final String HEAD_COLUMNS =
      """
      e.tableoid::bigint AS in_table, e.xmin::text::bigint AS written_by, roadmap_id, roadmap_version, sequence,
      done, skipped, total, newest_at, completed_at, plan_start, %s AS as_of,
      %s AS parked_since
      """
          .formatted(
              Freshness.asOfSql(Topic.ENROLLMENT),
              Freshness.parkedSinceSql(
                  Topic.ENROLLMENT,
                  "'enrollment/' || e.learner_id || '/' || e.roadmap_id",
                  "e.learner_id"));

  private static final String HEAD_OF =
      "SELECT %s FROM enrollment AS e WHERE learner_id = ? AND roadmap_id = ?"
          .formatted(HEAD_COLUMNS);

  private static final RowMapper<EnrollmentHead> HEAD =
      (row, _) ->
          new EnrollmentHead(
              new EnrollmentHead.Row(
                  row.getLong("in_table"), row.getLong("written_by"), row.getLong("sequence")),
              new RoadmapId(row.getString("roadmap_id")),
              row.getInt("roadmap_version"),
              row.getLong("sequence") + 1,
              row.getInt("done"),
              row.getInt("skipped"),
              row.getInt("total"),
              row.getTimestamp("newest_at").toInstant(),
              instant(row.getTimestamp("completed_at")),
              row.getObject("plan_start", LocalDate.class),
              instant(row.getTimestamp("as_of")),
              instant(row.getTimestamp("parked_since")));

  private static final RowMapper<Enrollment> ENROLLMENT =
      (row, _) ->
          new Enrollment(
              row.getString("learner_id"),
              row.getString("roadmap_id"),
              row.getInt("roadmap_version"),
              row.getLong("sequence") + 1,
              row.getInt("done"),
              row.getInt("skipped"),
              row.getInt("total"),
              row.getTimestamp("newest_at").toInstant(),
              instant(row.getTimestamp("completed_at")));

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
