package dev.trilha.query.progress;

import dev.trilha.query.progress.KeptCounts.Time;
import dev.trilha.query.roadmap.RoadmapVersion;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * When leaves were completed: as many as progress counts, each at the earliest moment that its
 * learner ever gave for it. So ticking again what was taken back is no news.
 */
public class Completions {
  private final JdbcClient jdbc;

  Completions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How many leaves of each enrollment were completed in a time; without those with none. */
  Map<Enrolled, Long> counted(Collection<Enrolled> enrolled, Time time) {
    Set<RoadmapVersion> withChoices = withChoices(enrolled);
    Map<Boolean, List<Enrolled>> byChoices =
        enrolled.stream()
            .collect(
                Collectors.partitioningBy(one ->
                    withChoices.contains(
                        new RoadmapVersion(new RoadmapId(one.roadmapId()), one.roadmapVersion()))));
    Map<Enrolled, Long> leaves = new HashMap<>();
    count(WITHOUT_CHOICES, byChoices.getOrDefault(false, List.of()), time, leaves);
    count(WITH_CHOICES, byChoices.getOrDefault(true, List.of()), time, leaves);
    return leaves;
  }

  /**
   * As the view counts where nothing is chosen, but with the leaves of the versions put into a hash
   * table once, which PostgreSQL does not do by itself: it expects one learner with one leaf.
   */
  private static final String WITHOUT_CHOICES =
      """
      SELECT e.learner_id, e.roadmap_id, count(*) AS leaves
      FROM unnest(:learners::text[], :roadmaps::text[], :versions::int[]) AS e (learner_id, roadmap_id, version)
      CROSS JOIN LATERAL (
        SELECT item_id FROM completion
        WHERE learner_id = e.learner_id AND roadmap_id = e.roadmap_id AND at >= :from AND at < :to OFFSET 0
      ) AS done
      WHERE ((e.roadmap_id, e.version, done.item_id) IN (
        SELECT roadmap_id, version, leaf_id FROM roadmap_leaf
        WHERE roadmap_id = ANY (:roadmaps::text[]) AND version = ANY (:versions::int[]))) IS TRUE
      GROUP BY e.learner_id, e.roadmap_id
      """;

  private static final String WITH_CHOICES =
      """
      SELECT learner_id, roadmap_id, count(*) AS leaves FROM counted_leaf
      WHERE learner_id = ANY (:learners) AND roadmap_id = ANY (:roadmaps) AND at >= :from AND at < :to
      GROUP BY learner_id, roadmap_id
      """;

  private void count(String sql, List<Enrolled> enrolled, Time time, Map<Enrolled, Long> leaves) {
    if (enrolled.isEmpty()) {
      return;
    }
    Map<String, Map<String, Enrolled>> asked = new HashMap<>();
    for (Enrolled one : enrolled) {
      asked.computeIfAbsent(one.learnerId(), _ -> new HashMap<>()).put(one.roadmapId(), one);
    }
    jdbc.sql(sql)
        .param("learners", enrolled.stream().map(Enrolled::learnerId).toArray(String[]::new))
        .param("roadmaps", enrolled.stream().map(Enrolled::roadmapId).toArray(String[]::new))
        .param("versions", enrolled.stream().map(Enrolled::roadmapVersion).toArray(Integer[]::new))
        .param("from", moment(time.from()))
        .param("to", moment(time.to()))
        .query(row -> {
          Enrolled one =
              asked
                  .getOrDefault(row.getString("learner_id"), Map.of())
                  .get(row.getString("roadmap_id"));
          // Somebody may be on a roadmap that only others are asked for.
          if (one != null) {
            leaves.put(one, row.getLong("leaves"));
          }
        });
  }

  private Set<RoadmapVersion> withChoices(Collection<Enrolled> enrolled) {
    return jdbc.sql(
            """
            SELECT DISTINCT roadmap_id, version FROM roadmap_leaf
            WHERE roadmap_id = ANY (?) AND choice_id IS NOT NULL
            """)
        .param(enrolled.stream().map(Enrolled::roadmapId).distinct().toArray(String[]::new))
        .query((row, _) ->
            new RoadmapVersion(new RoadmapId(row.getString("roadmap_id")), row.getInt("version")))
        .set();
  }

  /**
   * How many leaves the learners together completed between each boundary and the next.
   *
   * @param roadmap absent for all roadmaps together
   * @param boundaries rising, at least two
   * @return one number less than there are boundaries
   */
  public List<Integer> between(
      Collection<String> learners, @Nullable RoadmapId roadmap, List<Instant> boundaries) {
    var leaves = new Integer[boundaries.size() - 1];
    Arrays.fill(leaves, 0);
    jdbc.sql(
            """
            SELECT width_bucket(at, :boundaries::timestamptz[]) AS place, count(*) AS leaves FROM counted_leaf
            WHERE learner_id = ANY (:learners) AND (:roadmap::text IS NULL OR roadmap_id = :roadmap)
              AND at >= :from AND at < :to
            GROUP BY place
            """)
        .param("boundaries", boundaries.stream().map(Instant::toString).toArray(String[]::new))
        .param("learners", learners.toArray(String[]::new))
        .param("roadmap", roadmap == null ? null : roadmap.value())
        .param("from", moment(boundaries.getFirst()))
        .param("to", moment(boundaries.getLast()))
        .query(row -> {
          leaves[row.getInt("place") - 1] = row.getInt("leaves");
        });
    return List.of(leaves);
  }

  /**
   * Not a text that is cast: the months that don't matter are left out when the query is planned.
   */
  private static OffsetDateTime moment(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** Every completion of one learner, on all roadmaps, the earliest first. */
  public List<Instant> of(LearnerId learner) {
    return jdbc.sql("SELECT at FROM counted_leaf WHERE learner_id = ? ORDER BY at")
        .param(learner.value())
        .query((row, _) -> row.getTimestamp("at").toInstant())
        .list();
  }
}
