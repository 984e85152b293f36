package dev.trilha.query.roadmap;

import dev.trilha.query.inbox.Batch;
import dev.trilha.query.inbox.Projection;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.NodeKind;
import dev.trilha.schemas.RoadmapEvent.PlanMapped;
import dev.trilha.schemas.RoadmapEvent.RoadmapPublished;
import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.RoadmapNode;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps every version of every roadmap, whole, and what their plans are mapped to. */
class RoadmapProjection implements Projection {
  private final JdbcClient jdbc;

  RoadmapProjection(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Row(RecordedEvent recorded, RoadmapPublished published) {}

  @Override
  public Topic topic() {
    return Topic.ROADMAP;
  }

  @Override
  public int project(Batch batch) {
    Map<RoadmapVersion, Row> rows = new LinkedHashMap<>();
    for (RecordedEvent recorded : batch.events()) {
      if (recorded.event() instanceof RoadmapPublished published) {
        rows.merge(
            new RoadmapVersion(published.roadmapId(), published.version()),
            new Row(recorded, published),
            (earlier, later) ->
                later.recorded().sequence() > earlier.recorded().sequence() ? later : earlier);
      }
    }
    int written = rows.isEmpty() ? 0 : write(List.copyOf(rows.values()));
    return written + writePlans(batch);
  }

  private int writePlans(Batch batch) {
    Map<RoadmapId, RecordedEvent> newest = new LinkedHashMap<>();
    for (RecordedEvent recorded : batch.events()) {
      if (recorded.event() instanceof PlanMapped mapped) {
        newest.merge(
            mapped.roadmapId(),
            recorded,
            (earlier, later) -> later.sequence() > earlier.sequence() ? later : earlier);
      }
    }
    int written = 0;
    for (RecordedEvent recorded : newest.values()) {
      if (recorded.event() instanceof PlanMapped mapped) {
        written +=
            jdbc.sql(
                    """
                    INSERT INTO roadmap_plan AS known (roadmap_id, sequence, rows) VALUES (?, ?, ?::json)
                    ON CONFLICT (roadmap_id) DO UPDATE SET sequence = excluded.sequence, rows = excluded.rows
                    WHERE excluded.sequence > known.sequence
                    """)
                .params(
                    mapped.roadmapId().value(),
                    recorded.sequence(),
                    Json.mapper().writeValueAsString(mapped.rows()))
                .update();
      }
    }
    return written;
  }

  private int write(List<Row> rows) {
    int written = writeVersions(rows);
    writeParts(rows);
    return written;
  }

  private int writeVersions(List<Row> rows) {
    return jdbc.sql(
            """
            INSERT INTO roadmap_version AS known
              (roadmap_id, version, sequence, title, language, total, published_at, children)
            SELECT * FROM unnest(?::text[], ?::int[], ?::bigint[], ?::text[], ?::text[], ?::int[], ?::timestamptz[], ?::json[])
            ON CONFLICT (roadmap_id, version) DO UPDATE
            SET sequence = excluded.sequence, title = excluded.title, language = excluded.language,
              total = excluded.total, published_at = excluded.published_at, children = excluded.children
            WHERE excluded.sequence > known.sequence
            """)
        .params(
            column(rows, row -> row.published().roadmapId().value(), String[]::new),
            column(rows, row -> row.published().version(), Integer[]::new),
            column(rows, row -> row.recorded().sequence(), Long[]::new),
            column(rows, row -> row.published().title(), String[]::new),
            column(rows, row -> row.published().language(), String[]::new),
            column(rows, row -> totalOf(row.published()), Integer[]::new),
            column(rows, row -> row.recorded().time().toString(), String[]::new),
            column(
                rows,
                row -> Json.mapper().writeValueAsString(row.published().children()),
                String[]::new))
        .update();
  }

  /**
   * What reporting counts by. The functions are the migration's, which used them on what was there.
   */
  private void writeParts(List<Row> rows) {
    for (String part : List.of("roadmap_leaf", "roadmap_tier")) {
      String function = part.equals("roadmap_leaf") ? "leaves_of_tiers" : "tiers_of";
      jdbc.sql(
              """
              INSERT INTO %s SELECT roadmap_id, version, part.*
              FROM roadmap_version JOIN unnest(?::text[], ?::int[]) AS news (roadmap_id, version)
                USING (roadmap_id, version)
              CROSS JOIN LATERAL %s(children) AS part
              ON CONFLICT DO NOTHING
              """
                  .formatted(part, function))
          .params(
              column(rows, row -> row.published().roadmapId().value(), String[]::new),
              column(rows, row -> row.published().version(), Integer[]::new))
          .update();
    }
  }

  private static int totalOf(RoadmapPublished published) {
    return published.children().stream()
        .filter(child -> child.kind() == NodeKind.TIER)
        .mapToInt(RoadmapNode::total)
        .sum();
  }

  private static <T> T[] column(List<Row> rows, Function<Row, T> value, IntFunction<T[]> array) {
    return rows.stream().map(value).toArray(array);
  }
}
