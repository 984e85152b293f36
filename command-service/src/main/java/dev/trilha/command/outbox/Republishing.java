package dev.trilha.command.outbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Orders to send events again. Any replica takes one; the one that relays carries it out. */
final class Republishing {
  private static final String COLUMNS =
      "id, stream, from_position, to_position, total, position, sent, ordered_at, finished_at,"
          + " cancelled";

  private final JdbcClient jdbc;
  private final Clock clock;

  Republishing(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * @param stream only events of this stream; absent for all
   * @param total events in the order when it was placed
   * @param position every event of the order up to this position was sent
   * @param finishedAt absent while it is under way
   */
  record Order(
      long id,
      @Nullable String stream,
      long from,
      long to,
      long total,
      long position,
      long sent,
      Instant orderedAt,
      @Nullable Instant finishedAt,
      boolean cancelled) {
    /** Rounded down; an order of nothing is done at once. */
    @JsonProperty
    public int percent() {
      return total == 0 ? 100 : (int) Math.min(100, sent * 100 / total);
    }
  }

  /**
   * @param to as far as the store goes at the most
   * @return empty when another one is under way
   */
  Optional<Order> place(@Nullable String stream, long from, long to) {
    try {
      return jdbc.sql(
              """
              insert into relay_republish (stream, from_position, to_position, total, position, ordered_at)
              select :stream, :from, chosen.last, chosen.total, :from - 1, :now from (
                select coalesce(max(position), :from) as last, count(*) as total from event
                where position between :from and :to and (cast(:stream as text) is null or stream = :stream)
              ) as chosen
              returning %s
              """
                  .formatted(COLUMNS))
          .param("stream", stream, Types.VARCHAR)
          .param("from", from)
          .param("to", to)
          .param("now", Timestamp.from(clock.instant()))
          .query((row, number) -> order(row))
          .optional();
    } catch (DuplicateKeyException underWay) {
      return Optional.empty();
    }
  }

  Optional<Order> underWay() {
    return jdbc.sql("select %s from relay_republish where finished_at is null".formatted(COLUMNS))
        .query((row, number) -> order(row))
        .optional();
  }

  /** The newest first. */
  List<Order> newest(int limit) {
    return jdbc.sql(
            "select %s from relay_republish order by id desc limit :limit".formatted(COLUMNS))
        .param("limit", limit)
        .query((row, number) -> order(row))
        .list();
  }

  /** Returns whether there was anything to cancel. */
  boolean cancel() {
    return jdbc.sql(
                "update relay_republish set finished_at = :now, cancelled = true where finished_at"
                    + " is null")
            .param("now", Timestamp.from(clock.instant()))
            .update()
        > 0;
  }

  /** More of it is in Kafka. */
  void sent(Order order, long position, int events) {
    jdbc.sql(
            "update relay_republish set position = :position, sent = sent + :events where id = :id")
        .param("position", position)
        .param("events", events)
        .param("id", order.id())
        .update();
  }

  void finished(Order order) {
    jdbc.sql("update relay_republish set finished_at = :now where id = :id and finished_at is null")
        .param("now", Timestamp.from(clock.instant()))
        .param("id", order.id())
        .update();
  }

  private static Order order(ResultSet row) throws SQLException {
    Timestamp finished = row.getTimestamp("finished_at");
    return new Order(
        row.getLong("id"),
        row.getString("stream"),
        row.getLong("from_position"),
        row.getLong("to_position"),
        row.getLong("total"),
        row.getLong("position"),
        row.getLong("sent"),
        row.getTimestamp("ordered_at").toInstant(),
        finished == null ? null : finished.toInstant(),
        row.getBoolean("cancelled"));
  }
}
