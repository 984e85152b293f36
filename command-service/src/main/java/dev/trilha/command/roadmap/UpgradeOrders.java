package dev.trilha.command.roadmap;

import dev.trilha.schemas.RoadmapId;
import dev.trilha.schemas.StreamId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongBiFunction;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What publishers ordered and is not carried out yet: all learners of a roadmap on a version, or
 * beyond it. Kept in the database, so that it survives whoever carries it out.
 */
public class UpgradeOrders {
  /**
   * Somebody may begin the version before for so long after the order: another replica knows the
   * newest version a little later. A walk that begins earlier does not end the order.
   */
  private static final Duration SETTLING = Duration.ofSeconds(10);

  private final JdbcClient jdbc;
  private final TransactionOperations transaction;

  UpgradeOrders(JdbcClient jdbc, TransactionOperations transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /**
   * @param position the walk over the enrollments has come to the one that began here
   */
  public record Order(RoadmapId roadmapId, int version, long position) {}

  private record Enrolled(long position, StreamId.OfEnrollment stream) {}

  /** An order for a higher version replaces one for a lower. */
  void place(RoadmapId roadmapId, int version) {
    jdbc.sql(
            """
            INSERT INTO roadmap_upgrade (roadmap_id, version) VALUES (?, ?)
            ON CONFLICT (roadmap_id) DO UPDATE
              SET version = excluded.version, ordered_at = now(), position = 0, moved = 0, walk_began = now()
              WHERE roadmap_upgrade.version < excluded.version
            """)
        .params(roadmapId.value(), version)
        .update();
  }

  public long open() {
    return jdbc.sql("SELECT count(*) FROM roadmap_upgrade").query(Long.class).single();
  }

  /**
   * Goes one step of one order that no other replica has in hand. A step that fails is taken again.
   *
   * @param most enrollments in this step
   * @param move moves the enrollments, and answers how many of them it had to move
   * @return whether there may be more to do at once
   */
  public boolean step(int most, ToLongBiFunction<Order, List<StreamId.OfEnrollment>> move) {
    return Boolean.TRUE.equals(
        transaction.execute(
            _ -> next().map(order -> walk(order, enrolled(order, most), move)).orElse(false)));
  }

  private Optional<Order> next() {
    return jdbc.sql(
            """
            SELECT roadmap_id, version, position FROM roadmap_upgrade
            ORDER BY walk_began LIMIT 1 FOR UPDATE SKIP LOCKED
            """)
        .query((row, _) ->
            new Order(
                new RoadmapId(row.getString("roadmap_id")),
                row.getInt("version"),
                row.getLong("position")))
        .optional();
  }

  private List<Enrolled> enrolled(Order order, int most) {
    return jdbc.sql(
            """
            SELECT position, stream FROM event
            WHERE type = 'learner-enrolled' AND position > ? AND stream LIKE ?
            ORDER BY position LIMIT ?
            """)
        .params(order.position(), "enrollment/%/" + order.roadmapId(), most)
        .query((row, _) ->
            new Enrolled(
                row.getLong("position"),
                (StreamId.OfEnrollment) StreamId.parse(row.getString("stream"))))
        .list();
  }

  private boolean walk(
      Order order,
      List<Enrolled> enrolled,
      ToLongBiFunction<Order, List<StreamId.OfEnrollment>> move) {
    if (enrolled.isEmpty()) {
      return end(order);
    }
    List<StreamId.OfEnrollment> streams = enrolled.stream().map(Enrolled::stream).toList();
    long moved = move.applyAsLong(order, streams);
    jdbc.sql("UPDATE roadmap_upgrade SET position = ?, moved = moved + ? WHERE roadmap_id = ?")
        .params(enrolled.getLast().position(), moved, order.roadmapId().value())
        .update();
    return true;
  }

  /** A walk that moved nobody, and began late enough, was the last. */
  private boolean end(Order order) {
    int ended =
        jdbc.sql(
                """
                DELETE FROM roadmap_upgrade
                WHERE roadmap_id = ? AND moved = 0 AND walk_began >= ordered_at + make_interval(secs => ?)
                """)
            .params(order.roadmapId().value(), SETTLING.toSeconds())
            .update();
    if (ended == 0) {
      jdbc.sql(
              "UPDATE roadmap_upgrade SET position = 0, moved = 0, walk_began = clock_timestamp()"
                  + " WHERE roadmap_id = ?")
          .param(order.roadmapId().value())
          .update();
    }
    return false;
  }
}
