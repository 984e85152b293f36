package dev.trilha.query.progress;

import dev.trilha.query.progress.Progress.Standing;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where all learners of a roadmap stand, in order: most first, equals by id. Whoever opted out or
 * was erased is not among them. However many they are, a question costs what its answer holds: a
 * rank is a sum over how many stand where, a page goes on from a place in an index.
 */
public class Standings {
  private final JdbcClient jdbc;

  Standings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A learner's place in the order. */
  public record Place(long value, String learnerId) {}

  /**
   * @param value by the measure that was asked for
   */
  public record Row(String learnerId, long value, Standing standing) {
    public Place place() {
      return new Place(value, learnerId);
    }
  }

  /** How many learners stand at a value. */
  public record Count(long value, long learners) {}

  /** Those of the learners who are on no leaderboard. */
  public Set<String> hidden(Collection<String> learners) {
    return jdbc.sql("SELECT learner_id FROM hidden_learner WHERE learner_id = ANY (?)")
        .param(learners.toArray(String[]::new))
        .query((row, _) -> row.getString("learner_id"))
        .set();
  }

  /** Nothing for who is not on the roadmap, or on no leaderboard. */
  public Optional<Row> of(RoadmapId roadmap, Measure by, LearnerId learner) {
    return jdbc.sql(
            "SELECT %s FROM enrollment WHERE learner_id = ? AND roadmap_id = ? AND NOT hidden"
                .formatted(columns(by)))
        .params(learner.value(), roadmap.value())
        .query(ROW)
        .optional();
  }

  /**
   * Those behind a place, in order.
   *
   * @param place absent for the first of all
   */
  public List<Row> behind(RoadmapId roadmap, Measure by, @Nullable Place place, int limit) {
    return page(roadmap, by, place, limit, ">", "");
  }

  /** Those before a place, the nearest first. */
  public List<Row> before(RoadmapId roadmap, Measure by, Place place, int limit) {
    return page(roadmap, by, place, limit, "<", "DESC");
  }

  private List<Row> page(
      RoadmapId roadmap,
      Measure by,
      @Nullable Place place,
      int limit,
      String comparison,
      String direction) {
    String key = key(by);
    String learner = "learner_id COLLATE \"C\"";
    String where =
        place == null
            ? ""
            : " AND (%s, %s) %s (:key, :learner)".formatted(key, learner, comparison);
    var query =
        jdbc.sql(
                """
                SELECT %1$s FROM enrollment WHERE roadmap_id = :roadmap AND NOT hidden%2$s
                ORDER BY %3$s %5$s, %4$s %5$s LIMIT :limit
                """
                    .formatted(columns(by), where, key, learner, direction))
            .param("roadmap", roadmap.value())
            .param("limit", limit);
    if (place != null) {
      query =
          query.param("key", Math.toIntExact(-place.value())).param("learner", place.learnerId());
    }
    return query.query(ROW).list();
  }

  /**
   * How many stand at each value from {@code lowest}, the highest first; without the values where
   * nobody does.
   */
  public List<Count> counts(RoadmapId roadmap, Measure by, long lowest) {
    return jdbc.sql(
            """
            SELECT value, sum(learners) AS learners FROM standing_count
            WHERE roadmap_id = ? AND measure = ? AND value >= ?
            GROUP BY value HAVING sum(learners) <> 0 ORDER BY value DESC
            """)
        .params(roadmap.value(), by.wireName(), lowest)
        .query((row, _) -> new Count(row.getLong("value"), row.getLong("learners")))
        .list();
  }

  private static String columns(Measure by) {
    return "learner_id, -(%s) AS value, done, skipped, total".formatted(key(by));
  }

  /** As it stands in the index. */
  private static String key(Measure by) {
    return switch (by) {
      case LEAVES -> "(-done)";
      case SHARE -> "(-coalesce(share_of(done, skipped, total), -1))";
    };
  }

  private static final RowMapper<Row> ROW =
      (row, _) ->
          new Row(
              row.getString("learner_id"),
              row.getLong("value"),
              new Standing(row.getLong("done"), row.getLong("skipped"), row.getLong("total")));
}
