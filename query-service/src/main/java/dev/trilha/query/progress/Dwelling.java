package dev.trilha.query.progress;

import dev.trilha.query.roadmap.RoadmapTree;
import dev.trilha.query.roadmap.RoadmapVersion;
import dev.trilha.query.roadmap.Roadmaps;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was begun and does not move. */
public class Dwelling {
  private final JdbcClient jdbc;
  private final Roadmaps roadmaps;

  Dwelling(JdbcClient jdbc, Roadmaps roadmaps) {
    this.jdbc = jdbc;
    this.roadmaps = roadmaps;
  }

  private record Row(String roadmapId, int version, String itemId, int learners, Instant since) {}

  /**
   * An item that is in progress.
   *
   * @param title absent as long as the roadmap's publication has not arrived
   * @param learners how many dwell on it
   * @param since when the first of them says to have begun
   */
  public record Stuck(
      String roadmapId, String itemId, @Nullable String title, int learners, Instant since) {}

  /**
   * The items that the learners have had in progress for longest. Only those of the tiers of the
   * version that their learner is on.
   *
   * @param roadmap absent for all roadmaps together
   */
  public List<Stuck> longest(Collection<String> learners, @Nullable RoadmapId roadmap, int limit) {
    return jdbc
        .sql(
            """
            SELECT item.roadmap_id, item.item_id, max(leaf.version) AS version, count(*) AS learners,
              min(item.at) AS since
            FROM item_state AS item
            JOIN enrollment AS e ON e.learner_id = item.learner_id AND e.roadmap_id = item.roadmap_id
            JOIN roadmap_leaf AS leaf
              ON leaf.roadmap_id = e.roadmap_id AND leaf.version = e.roadmap_version AND leaf.leaf_id = item.item_id
            WHERE item.learner_id = ANY (:learners) AND item.status = 'in-progress'
              AND (:roadmap::text IS NULL OR item.roadmap_id = :roadmap)
            GROUP BY item.roadmap_id, item.item_id
            ORDER BY since, item.roadmap_id COLLATE "C", item.item_id COLLATE "C" LIMIT :limit
            """)
        .param("learners", learners.toArray(String[]::new))
        .param("roadmap", roadmap == null ? null : roadmap.value())
        .param("limit", limit)
        .query((row, _) ->
            new Row(
                row.getString("roadmap_id"),
                row.getInt("version"),
                row.getString("item_id"),
                row.getInt("learners"),
                row.getTimestamp("since").toInstant()))
        .list()
        .stream()
        .map(row ->
            new Stuck(
                row.roadmapId(),
                row.itemId(),
                title(row).orElse(null),
                row.learners(),
                row.since()))
        .toList();
  }

  private Optional<String> title(Row row) {
    return roadmaps
        .tree(new RoadmapVersion(new RoadmapId(row.roadmapId()), row.version()))
        .map(RoadmapTree::children)
        .flatMap(nodes -> title(nodes, row.itemId()));
  }

  private static Optional<String> title(List<RoadmapNode> nodes, String id) {
    return nodes.stream()
        .flatMap(node ->
            node.id().value().equals(id)
                ? Optional.of(node.title()).stream()
                : title(node.children(), id).stream())
        .findFirst();
  }
}
