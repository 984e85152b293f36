package dev.trilha.query.progress;

import dev.trilha.query.inbox.Freshness;
import dev.trilha.query.inbox.Freshness.Read;
import dev.trilha.query.progress.Progress.Standing;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Where all learners of a roadmap stand, in order: most first, equals by id. Whoever opted out or
 * was erased is not among them. However many they are, a page costs what it holds: a rank is a sum
 * over how many stand where, the rows go on from a place in an index. Each page is one statement,
 * so it is of one moment and takes one trip to PostgreSQL.
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
   * @param displayName absent where no name is known
   */
  public record Row(
      long rank, String learnerId, @Nullable String displayName, long value, Standing standing) {
    public Place place() {
      return new Place(value, learnerId);
    }
  }

  /**
   * @param read how fresh it is
   * @param published whether there is such a roadmap
   * @param of how many learners are ranked
   * @param rows in order
   */
  public record Page(Read read, boolean published, long of, List<Row> rows) {}

  /**
   * Those behind a place, and one more than are wanted where there is one.
   *
   * @param place absent for the first of all
   */
  public Page behind(RoadmapId roadmap, Measure by, @Nullable Place place, int limit) {
    String page =
        """
        WITH page AS MATERIALIZED (%s)
        """
            .formatted(rows(by, place == null ? "" : " AND %s > (:key, :learner)", "", limit + 1));
    Map<String, Object> values =
        place == null
            ? Map.of("roadmap", roadmap.value())
            : Map.of(
                "roadmap",
                roadmap.value(),
                "key",
                Math.toIntExact(-place.value()),
                "learner",
                place.learnerId());
    return read(page, by, values);
  }

  /**
   * A learner with as many before as after, as far as there are, and one more behind where there is
   * one; no rows for who is not on the roadmap, or on no leaderboard.
   */
  public Page around(RoadmapId roadmap, Measure by, LearnerId learner, int limit) {
    int others = limit - 1;
    String page =
        """
        WITH me AS MATERIALIZED (
          SELECT e.learner_id, %1$s AS key, e.done, e.skipped, e.total FROM enrollment AS e
          WHERE e.learner_id = :learner AND e.roadmap_id = :roadmap AND NOT e.hidden
        ), before AS MATERIALIZED (
          SELECT near.*, row_number() OVER (ORDER BY near.key DESC, near.learner_id COLLATE "C" DESC) AS place
          FROM me CROSS JOIN LATERAL (%2$s) AS near
        ), behind AS MATERIALIZED (
          SELECT near.*, row_number() OVER (ORDER BY near.key, near.learner_id COLLATE "C") AS place
          FROM me CROSS JOIN LATERAL (%3$s) AS near
        ), shape AS MATERIALIZED (
          SELECT least((SELECT count(*) FROM before), greatest(%4$d, %5$d - (SELECT count(*) FROM behind))) AS ahead
        ), page AS MATERIALIZED (
          SELECT learner_id, key, done, skipped, total FROM before, shape WHERE place <= ahead
          UNION ALL SELECT learner_id, key, done, skipped, total FROM me
          UNION ALL SELECT learner_id, key, done, skipped, total FROM behind, shape WHERE place <= %5$d - ahead + 1
        )
        """
            .formatted(
                key(by),
                rows(by, " AND %s < (me.key, me.learner_id)", " DESC", others),
                rows(by, " AND %s > (me.key, me.learner_id)", "", others + 1),
                limit / 2,
                others);
    return read(page, by, Map.of("roadmap", roadmap.value(), "learner", learner.value()));
  }

  /**
   * How many is part of the text: of an unknown number PostgreSQL expects a tenth of all rows, and
   * plans anew every time.
   *
   * @param from with the place of a row put in
   */
  private static String rows(Measure by, String from, String direction, int limit) {
    String key = key(by);
    String learner = "e.learner_id COLLATE \"C\"";
    return """
    SELECT e.learner_id, %1$s AS key, e.done, e.skipped, e.total FROM enrollment AS e
    WHERE e.roadmap_id = :roadmap AND NOT e.hidden%2$s ORDER BY %1$s%4$s, %3$s%4$s LIMIT %5$d\
    """
        .formatted(
            key, from.formatted("(%s, %s)".formatted(key, learner)), learner, direction, limit);
  }

  private Page read(String page, Measure by, Map<String, Object> values) {
    List<Row> rows = new ArrayList<>();
    var shared = new Page[1];
    jdbc.sql(
            """
            %s, counts AS MATERIALIZED (
              SELECT value, sum(learners) AS learners FROM standing_count
              WHERE roadmap_id = :roadmap AND measure = '%s' GROUP BY value
            ), ranks AS (
              SELECT value, 1 + sum(learners) OVER (ORDER BY value DESC) - learners AS rank FROM counts
            )
            SELECT read.as_of, read.version,
              EXISTS (SELECT FROM roadmap_version WHERE roadmap_id = :roadmap) AS published,
              coalesce((SELECT sum(learners) FROM counts), 0) AS of,
              ranks.rank, page.learner_id, profile.display_name, -page.key AS value, page.done, page.skipped, page.total
            FROM %s AS read
            LEFT JOIN page ON true
            LEFT JOIN ranks ON ranks.value = -page.key
            LEFT JOIN learner_profile AS profile ON profile.learner_id = page.learner_id
            ORDER BY page.key, page.learner_id COLLATE "C"
            """
                .formatted(
                    page,
                    by.wireName(),
                    Freshness.readSql(Topic.ENROLLMENT, Topic.LEARNER_PROFILE)))
        .params(values)
        .query(row -> {
          if (shared[0] == null) {
            shared[0] =
                new Page(Freshness.read(row), row.getBoolean("published"), row.getLong("of"), rows);
          }
          String learner = row.getString("learner_id");
          if (learner != null) {
            rows.add(
                new Row(
                    row.getLong("rank"),
                    learner,
                    row.getString("display_name"),
                    row.getLong("value"),
                    new Standing(
                        row.getLong("done"), row.getLong("skipped"), row.getLong("total"))));
          }
        });
    return shared[0];
  }

  /** As it stands in the index. */
  private static String key(Measure by) {
    return switch (by) {
      case LEAVES -> "(-e.done)";
      case SHARE -> "(-coalesce(share_of(e.done, e.skipped, e.total), -1))";
    };
  }
}
