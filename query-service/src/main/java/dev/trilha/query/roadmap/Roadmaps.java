package dev.trilha.query.roadmap;

import dev.trilha.schemas.Json;
import dev.trilha.schemas.PlanMapping;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

/** What is asked of the published roadmaps. */
public class Roadmaps {
  private static final int TREES_KEPT = 64;
  private static final TypeReference<List<RoadmapNode>> NODES = new TypeReference<>() {};

  private static final TypeReference<List<PlanMapping>> MAPPING = new TypeReference<>() {};

  private final JdbcClient jdbc;

  /**
   * Parsed trees, the least recently used thrown out first. A version never changes, so none of
   * them grows old.
   */
  private final Map<RoadmapVersion, RoadmapTree> trees =
      new LinkedHashMap<>(TREES_KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RoadmapVersion, RoadmapTree> eldest) {
          return size() > TREES_KEPT;
        }
      };

  Roadmaps(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param total how many leaves its tiers count
   */
  record Summary(
      String roadmapId,
      int version,
      String title,
      String language,
      int total,
      Instant publishedAt) {}

  /**
   * @param children the nodes as JSON, as they were published
   */
  record Stored(
      String roadmapId,
      int version,
      String title,
      String language,
      Instant publishedAt,
      String children) {}

  /**
   * The newest version of each, by id.
   *
   * @param after the id before the first that is wanted; absent for the first of all
   */
  List<Summary> newest(@Nullable RoadmapId after, int limit) {
    return jdbc.sql(
            """
            SELECT DISTINCT ON (roadmap_id) roadmap_id, version, title, language, total, published_at
            FROM roadmap_version WHERE roadmap_id > ? ORDER BY roadmap_id, version DESC LIMIT ?
            """)
        .params(after == null ? "" : after.value(), limit)
        .query((row, _) ->
            new Summary(
                row.getString("roadmap_id"),
                row.getInt("version"),
                row.getString("title"),
                row.getString("language"),
                row.getInt("total"),
                row.getTimestamp("published_at").toInstant()))
        .list();
  }

  /**
   * @param version absent for the newest
   */
  Optional<Stored> find(RoadmapId roadmap, @Nullable Integer version) {
    return jdbc.sql(
            """
            SELECT roadmap_id, version, title, language, published_at, children FROM roadmap_version
            WHERE roadmap_id = ? AND (?::int IS NULL OR version = ?) ORDER BY version DESC LIMIT 1
            """)
        .params(Arrays.asList(roadmap.value(), version, version))
        .query(STORED)
        .optional();
  }

  public boolean exists(RoadmapId roadmap) {
    return jdbc.sql("SELECT EXISTS (SELECT FROM roadmap_version WHERE roadmap_id = ?)")
        .param(roadmap.value())
        .query(Boolean.class)
        .single();
  }

  /** The titles of the newest versions of those roadmaps that are known. */
  public Map<String, String> titles(Collection<String> roadmaps) {
    Map<String, String> titles = new LinkedHashMap<>();
    jdbc.sql(
            """
            SELECT DISTINCT ON (roadmap_id) roadmap_id, title FROM roadmap_version
            WHERE roadmap_id = ANY (?) ORDER BY roadmap_id, version DESC
            """)
        .param(roadmaps.toArray(String[]::new))
        .query(row -> {
          titles.put(row.getString("roadmap_id"), row.getString("title"));
        });
    return titles;
  }

  /** Nothing as long as the version's publication has not arrived: another topic may be ahead. */
  public Optional<RoadmapTree> tree(RoadmapVersion version) {
    synchronized (trees) {
      RoadmapTree known = trees.get(version);
      if (known != null) {
        return Optional.of(known);
      }
    }
    Optional<RoadmapTree> tree = find(version.roadmapId(), version.version()).map(Roadmaps::tree);
    tree.ifPresent(read -> {
      synchronized (trees) {
        trees.put(version, read);
      }
    });
    return tree;
  }

  /** What of the roadmap's mapping there is in one version of it. */
  public PlannedTopics plannedTopics(RoadmapVersion version) {
    PlannedTopics newest =
        jdbc.sql("SELECT sequence, rows FROM roadmap_plan WHERE roadmap_id = ?")
            .param(version.roadmapId().value())
            .query((row, _) ->
                new PlannedTopics(
                    row.getLong("sequence") + 1,
                    Json.mapper().readValue(row.getString("rows"), MAPPING)))
            .optional()
            .orElse(PlannedTopics.NONE);
    return newest.rows().isEmpty() ? newest : tree(version).map(newest::in).orElse(newest);
  }

  static RoadmapTree tree(Stored stored) {
    return new RoadmapTree(
        stored.title(), stored.language(), Json.mapper().readValue(stored.children(), NODES));
  }

  private static final RowMapper<Stored> STORED =
      (row, _) ->
          new Stored(
              row.getString("roadmap_id"),
              row.getInt("version"),
              row.getString("title"),
              row.getString("language"),
              row.getTimestamp("published_at").toInstant(),
              row.getString("children"));
}
