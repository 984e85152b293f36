package dev.trilha.query.activity;

import dev.trilha.query.inbox.Batch;
import dev.trilha.query.inbox.Projection;
import dev.trilha.schemas.EnrollmentEvent;
import dev.trilha.schemas.EnrollmentEvent.ItemEvent;
import dev.trilha.schemas.EnrollmentEvent.RoadmapCompleted;
import dev.trilha.schemas.EnrollmentEvent.RoadmapReopened;
import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.EnrollmentEvent.TierReopened;
import dev.trilha.schemas.EnrollmentEvent.TopicCompleted;
import dev.trilha.schemas.EventType;
import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps every event of every enrollment. What is kept never changes. */
class ActivityProjection implements Projection {
  private final JdbcClient jdbc;

  ActivityProjection(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Row(RecordedEvent recorded, EnrollmentEvent event) {
    /** What it happened to, where that is less than the roadmap. */
    @Nullable String node() {
      NodeId node =
          switch (event) {
            case ItemEvent item -> item.itemId();
            case TopicCompleted completed -> completed.topicId();
            case TierCompleted completed -> completed.tierId();
            case TierReopened reopened -> reopened.tierId();
            default -> null;
          };
      return node == null ? null : node.value();
    }

    /** When the learner says it happened, else when it was recorded. */
    Instant at() {
      return switch (event) {
        case ItemEvent item -> item.at();
        case TopicCompleted completed -> completed.at();
        case TierCompleted completed -> completed.at();
        case TierReopened reopened -> reopened.at();
        case RoadmapCompleted completed -> completed.at();
        case RoadmapReopened reopened -> reopened.at();
        default -> recorded.time();
      };
    }
  }

  @Override
  public Topic topic() {
    return Topic.ENROLLMENT;
  }

  @Override
  public int project(Batch batch) {
    List<Row> rows = new ArrayList<>();
    for (RecordedEvent recorded : batch.events()) {
      if (recorded.event() instanceof EnrollmentEvent event) {
        rows.add(new Row(recorded, event));
      }
    }
    if (rows.isEmpty()) {
      return 0;
    }
    return jdbc.sql(
            """
            INSERT INTO activity (learner_id, roadmap_id, sequence, type, roadmap_version, node_id, at, recorded_at,
              done, skipped, total)
            SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::int[], ?::text[], ?::timestamptz[],
              ?::timestamptz[], ?::int[], ?::int[], ?::int[])
            ON CONFLICT DO NOTHING
            """)
        .params(
            column(rows, row -> row.event().learnerId().value(), String[]::new),
            column(rows, row -> row.event().roadmapId().value(), String[]::new),
            column(rows, row -> row.recorded().sequence(), Long[]::new),
            column(rows, row -> EventType.of(row.event()).eventName(), String[]::new),
            column(rows, row -> row.event().roadmapVersion(), Integer[]::new),
            column(rows, Row::node, String[]::new),
            column(rows, row -> row.at().toString(), String[]::new),
            column(rows, row -> row.recorded().time().toString(), String[]::new),
            column(rows, row -> row.event().done(), Integer[]::new),
            column(rows, row -> row.event().skipped(), Integer[]::new),
            column(rows, row -> row.event().total(), Integer[]::new))
        .update();
  }

  private static <T extends @Nullable Object> T[] column(
      List<Row> rows, Function<Row, T> value, IntFunction<T[]> array) {
    return rows.stream().map(value).toArray(array);
  }
}
