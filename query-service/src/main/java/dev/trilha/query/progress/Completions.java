package dev.trilha.query.progress;

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

  /**
   * How many leaves each learner completed in a time; without those who completed none.
   *
   * @param roadmap absent for all roadmaps together
   * @param from the first moment that counts
   * @param to the first moment that no longer counts
   */
  public Map<String, Long> byLearner(
      Collection<String> learners, @Nullable RoadmapId roadmap, Instant from, Instant to) {
    Map<String, Long> leaves = new HashMap<>();
    jdbc.sql(
            """
            SELECT learner_id, count(*) AS leaves FROM counted_leaf
            WHERE learner_id = ANY (:learners) AND (:roadmap::text IS NULL OR roadmap_id = :roadmap)
              AND at >= :from AND at < :to
            GROUP BY learner_id
            """)
        .param("learners", learners.toArray(String[]::new))
        .param("roadmap", roadmap == null ? null : roadmap.value())
        .param("from", moment(from))
        .param("to", moment(to))
        .query(row -> {
          leaves.put(row.getString("learner_id"), row.getLong("leaves"));
        });
    return leaves;
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
