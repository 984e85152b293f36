package dev.trilha.notification.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was tried, and what was answered. */
final class Attempts {
  /** More than a delivery makes without being asked. */
  private static final int MOST_SHOWN = 100;

  private final JdbcClient jdbc;

  Attempts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param at when it began
   * @param answer in a word; {@code ok} when it was taken
   * @param millis until it came
   * @param together how many deliveries went in the same message
   */
  record Attempt(
      @JsonIgnore long deliveryId, Instant at, String answer, int millis, int together) {}

  /** Part of the caller's transaction. */
  void note(List<Delivery> deliveries, String answer, Duration took) {
    jdbc.sql(
            """
            insert into delivery_attempt (delivery_id, at, answer, millis, together)
            select d.id, coalesce(d.attempted_at, clock_timestamp()), :answer, :millis, :together
            from delivery d where d.id = any(:ids)
            """)
        .param("answer", answer)
        .param("millis", (int) Math.min(took.toMillis(), Integer.MAX_VALUE))
        .param("together", deliveries.size())
        .param("ids", deliveries.stream().map(Delivery::id).toArray(Long[]::new))
        .update();
  }

  /** The newest of each, the oldest first. */
  Map<Long, List<Attempt>> of(Collection<Long> deliveries) {
    return jdbc
        .sql(
            """
            select delivery_id, at, answer, millis, together from (
              select a.*, row_number() over (partition by delivery_id order by id desc) as newest
              from delivery_attempt a where delivery_id = any(:ids)) shown
            where newest <= :most order by id
            """)
        .param("ids", deliveries.toArray(Long[]::new))
        .param("most", MOST_SHOWN)
        .query((row, _) ->
            new Attempt(
                row.getLong("delivery_id"),
                row.getTimestamp("at").toInstant(),
                row.getString("answer"),
                row.getInt("millis"),
                row.getInt("together")))
        .list()
        .stream()
        .collect(Collectors.groupingBy(Attempt::deliveryId));
  }
}
