package dev.trilha.notification.progress;

import dev.trilha.notification.inbox.EventHandler;
import dev.trilha.schemas.EventType;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.PlanMapping;
import dev.trilha.schemas.RoadmapEvent.PlanMapped;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.Weeks;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;

/** Writes down the tiers of roadmaps, and what their plans are about. */
final class RoadmapFacts implements EventHandler {
  /**
   * A node that counts for something.
   *
   * @param above absent for a tier
   * @param weeks of a plan row alone, which counts for nothing
   */
  record Outlined(@Nullable NodeId above, int total, @Nullable Weeks weeks) {}

  private final JdbcClient jdbc;

  RoadmapFacts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Set<EventType> types() {
    return Set.of(EventType.ROADMAP_PUBLISHED, EventType.PLAN_MAPPED);
  }

  @Override
  public void on(RecordedEvent recorded) {
    switch (recorded.event()) {
      case RoadmapPublished published -> published(published);
      case PlanMapped mapped -> mapped(mapped);
      default ->
          throw new IllegalArgumentException("not asked for: " + recorded.event().getClass());
    }
  }

  private void published(RoadmapPublished published) {
    String roadmap = published.roadmapId().value();
    var outline = new LinkedHashMap<String, Outlined>();
    published.children().forEach(node -> outline(node, null, outline));
    jdbc.sql(
            """
            insert into roadmap_version (roadmap_id, version, title, outline)
            values (:roadmap, :version, :title, cast(:outline as jsonb)) on conflict do nothing
            """)
        .param("roadmap", roadmap)
        .param("version", published.version())
        .param("title", published.title())
        .param("outline", Json.mapper().writeValueAsString(outline))
        .update();
    List<RoadmapNode> tiers =
        published.children().stream().filter(node -> node.kind() == NodeKind.TIER).toList();
    jdbc.sql(
            """
            insert into roadmap_tier (roadmap_id, version, tier_id, place, title, total)
            select :roadmap, :version, t.id, t.place, t.title, t.total
            from unnest(:ids, :titles, :totals) with ordinality as t (id, title, total, place)
            on conflict do nothing
            """)
        .param("roadmap", roadmap)
        .param("version", published.version())
        .param("ids", tiers.stream().map(tier -> tier.id().value()).toArray(String[]::new))
        .param("titles", tiers.stream().map(RoadmapNode::title).toArray(String[]::new))
        .param("totals", tiers.stream().map(RoadmapNode::total).toArray(Integer[]::new))
        .update();
  }

  private static void outline(
      RoadmapNode node, @Nullable NodeId above, Map<String, Outlined> outline) {
    if (node.kind() == NodeKind.PLAN_ROW) {
      outline.put(node.id().value(), new Outlined(above, 0, node.weeks()));
    } else if (!node.kind().isOnlyRead()) {
      outline.put(node.id().value(), new Outlined(above, node.total(), null));
    }
    node.children().forEach(child -> outline(child, node.id(), outline));
  }

  private void mapped(PlanMapped mapped) {
    Map<String, Outlined> outline =
        outlineOf(mapped.roadmapId(), mapped.roadmapVersion()).orElse(Map.of());
    jdbc.sql("delete from planned_node where roadmap_id = ? and version = ?")
        .params(mapped.roadmapId().value(), mapped.roadmapVersion())
        .update();
    dueWeeks(mapped.rows(), outline)
        .forEach((node, weeks) -> {
          Outlined outlined = outline.get(node);
          if (outlined != null) {
            jdbc.sql(
                    "insert into planned_node (roadmap_id, version, node_id, from_week, to_week,"
                        + " total) values (?, ?, ?, ?, ?, ?)")
                .params(
                    mapped.roadmapId().value(),
                    mapped.roadmapVersion(),
                    node,
                    weeks.from(),
                    weeks.to(),
                    outlined.total())
                .update();
          }
        });
  }

  private java.util.Optional<Map<String, Outlined>> outlineOf(RoadmapId roadmap, int version) {
    return jdbc.sql("select outline from roadmap_version where roadmap_id = ? and version = ?")
        .params(roadmap.value(), version)
        .query(String.class)
        .optional()
        .map(json -> Json.mapper().readValue(json, new TypeReference<Map<String, Outlined>>() {}));
  }

  /**
   * When each mapped node is due. What is mapped to several rows is due with the first of them, and
   * what stands below another mapped node is counted by that one.
   */
  static Map<String, Weeks> dueWeeks(List<PlanMapping> rows, Map<String, Outlined> outline) {
    var due = new HashMap<String, Weeks>();
    for (PlanMapping row : rows) {
      Outlined outlined = outline.get(row.id().value());
      if (outlined != null && outlined.weeks() != null) {
        Weeks weeks = outlined.weeks();
        row.topics()
            .forEach(topic ->
                due.merge(
                    topic.value(),
                    weeks,
                    java.util.function.BinaryOperator.minBy(Comparator.comparingInt(Weeks::to))));
      }
    }
    var counted = new HashMap<>(due);
    counted.keySet().removeIf(node -> isBelow(node, due.keySet(), outline));
    return counted;
  }

  private static boolean isBelow(String node, Set<String> others, Map<String, Outlined> outline) {
    Outlined at = outline.get(node);
    while (at != null && at.above() != null) {
      if (others.contains(at.above().value())) {
        return true;
      }
      at = outline.get(at.above().value());
    }
    return false;
  }
}
