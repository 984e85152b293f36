package dev.trilha.query.activity;

import dev.trilha.query.roadmap.RoadmapTree;
import dev.trilha.query.roadmap.RoadmapVersion;
import dev.trilha.query.roadmap.Roadmaps;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is asked of the events that are kept. */
class Activities {
  private static final String COLUMNS =
      "roadmap_id, sequence, type, roadmap_version, node_id, at, recorded_at, done, skipped, total";

  private final JdbcClient jdbc;
  private final Roadmaps roadmaps;

  Activities(JdbcClient jdbc, Roadmaps roadmaps) {
    this.jdbc = jdbc;
    this.roadmaps = roadmaps;
  }

  boolean isKnown(LearnerId learner) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM activity WHERE learner_id = ?)")
        .param(learner.value())
        .query(Boolean.class)
        .single();
  }

  boolean isKnown(LearnerId learner, RoadmapId roadmap) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM activity WHERE learner_id = ? AND roadmap_id = ?)")
        .params(learner.value(), roadmap.value())
        .query(Boolean.class)
        .single();
  }

  /** In the order in which they were stored. */
  List<Activity> of(LearnerId learner, RoadmapId roadmap, long after, int limit) {
    return titled(
        jdbc.sql(
                "SELECT "
                    + COLUMNS
                    + " FROM activity WHERE learner_id = ? AND roadmap_id = ? AND sequence > ?"
                    + " ORDER BY sequence LIMIT ?")
            .params(learner.value(), roadmap.value(), after, limit)
            .query(ROW)
            .list());
  }

  /**
   * The newest first, by when the learner says it happened.
   *
   * @param from the first moment that counts; absent for all
   * @param to the first moment that no longer counts; absent for all
   */
  List<Activity> of(
      LearnerId learner,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable Cursor after,
      int limit) {
    return titled(
        jdbc.sql(
                "SELECT "
                    + COLUMNS
                    + """
                     FROM activity WHERE learner_id = :learner
                      AND (:from::timestamptz IS NULL OR at >= :from::timestamptz)
                      AND (:to::timestamptz IS NULL OR at < :to::timestamptz)
                      AND (:at::timestamptz IS NULL
                        OR (at, roadmap_id COLLATE "C", sequence) < (:at::timestamptz, :roadmap, :sequence))
                    ORDER BY at DESC, roadmap_id COLLATE "C" DESC, sequence DESC LIMIT :limit
                    """)
            .param("learner", learner.value())
            .param("from", text(from))
            .param("to", text(to))
            .param("at", after == null ? null : text(after.at()))
            .param("roadmap", after == null ? null : after.roadmapId())
            .param("sequence", after == null ? 0 : after.sequence())
            .param("limit", limit)
            .query(ROW)
            .list());
  }

  private List<Activity> titled(List<Activity> activities) {
    Map<RoadmapVersion, Map<String, String>> titles = new HashMap<>();
    return activities.stream()
        .map(activity -> {
          String node = activity.nodeId();
          RoadmapVersion version =
              new RoadmapVersion(new RoadmapId(activity.roadmapId()), activity.roadmapVersion());
          return node == null
              ? activity
              : activity.titled(titles.computeIfAbsent(version, this::titles).get(node));
        })
        .toList();
  }

  private Map<String, String> titles(RoadmapVersion version) {
    Map<String, String> titles = new HashMap<>();
    Optional<RoadmapTree> tree = roadmaps.tree(version);
    tree.ifPresent(found -> collect(found.children(), titles));
    return titles;
  }

  private static void collect(List<RoadmapNode> nodes, Map<String, String> titles) {
    for (RoadmapNode node : nodes) {
      titles.put(node.id().value(), node.title());
      collect(node.children(), titles);
    }
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static final RowMapper<Activity> ROW =
      (row, _) ->
          new Activity(
              row.getString("roadmap_id"),
              row.getLong("sequence"),
              row.getString("type"),
              row.getInt("roadmap_version"),
              row.getString("node_id"),
              null,
              row.getTimestamp("at").toInstant(),
              row.getTimestamp("recorded_at").toInstant(),
              row.getInt("done"),
              row.getInt("skipped"),
              row.getInt("total"));
}
