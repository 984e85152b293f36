package dev.trilha.command.enrollment;

import dev.trilha.schemas.NodeId;
import dev.trilha.schemas.StreamId;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What learners attach to their ticks. Written after the tick is durable and before it is answered:
 * a caller who got no answer repeats the tick, which changes nothing, and the note is there.
 */
final class ItemNotes {
  private final JdbcClient jdbc;

  ItemNotes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void keep(StreamId.OfEnrollment stream, NodeId itemId, TickRequest tick, Instant now) {
    jdbc.sql(
            """
            insert into item_note (learner_id, roadmap_id, item_id, note, evidence, minutes, updated_at)
            values (:learner, :roadmap, :item, :note, :evidence, :minutes, :now)
            on conflict (learner_id, roadmap_id, item_id) do update set
              note = coalesce(excluded.note, item_note.note),
              evidence = coalesce(excluded.evidence, item_note.evidence),
              minutes = coalesce(excluded.minutes, item_note.minutes),
              updated_at = excluded.updated_at
            """)
        .param("learner", stream.learnerId().value())
        .param("roadmap", stream.roadmapId().value())
        .param("item", itemId.value())
        .param("note", tick.note())
        .param("evidence", tick.evidence())
        .param("minutes", tick.minutes())
        .param("now", Timestamp.from(now))
        .update();
  }
}
