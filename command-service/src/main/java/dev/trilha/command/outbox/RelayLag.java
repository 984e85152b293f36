package dev.trilha.command.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far the relay is behind the store, and what its slot keeps. Which event was acknowledged last
 * is known to the replica that relays; the slot is known to all.
 */
final class RelayLag {
  /** More than so many waiting events are shown as so many: counting them all would take long. */
  static final int MOST_EVENTS = 10_000;

  private static final Duration GOOD_FOR = Duration.ofSeconds(1);
  private static final long UNKNOWN = -1;

  private final JdbcClient jdbc;
  private final OutboxSlot slot;
  private final ParkedRows parked;
  private final Clock clock;
  private final AtomicLong acknowledged = new AtomicLong(UNKNOWN);
  private Lag lag = Lag.UNKNOWN;
  private Instant readAt = Instant.MIN;

  RelayLag(JdbcClient jdbc, OutboxSlot slot, ParkedRows parked, Clock clock) {
    this.jdbc = jdbc;
    this.slot = slot;
    this.parked = parked;
    this.clock = clock;
  }

  /**
   * @param events stored and not acknowledged by Kafka
   * @param seconds since the oldest of them was stored; 0 without one
   * @param slot null when there is none, or nobody can be asked
   * @param parked rows that Kafka does not get
   * @param known whether the database could be asked
   */
  record Lag(
      double events,
      double seconds,
      OutboxSlot.@Nullable Status slot,
      double parked,
      boolean known) {
    static final Lag UNKNOWN = new Lag(Double.NaN, Double.NaN, null, Double.NaN, false);

    /** WAL since the last event that was acknowledged. */
    double bytes() {
      return slot == null ? Double.NaN : slot.lagBytes();
    }

    /** {@code missing} without a slot, {@code unknown} when nobody can be asked. */
    String slotStatus() {
      if (slot == null) {
        return known ? "missing" : "unknown";
      }
      return slot.walStatus();
    }
  }

  /** Kafka has this event, and every one before it that was committed when it was read. */
  void acknowledged(long position) {
    acknowledged.accumulateAndGet(position, Math::max);
  }

  /** The newest event that Kafka is known to have; null while none is. */
  @Nullable Long acknowledged() {
    long position = acknowledged.get();
    return position == UNKNOWN ? null : position;
  }

  /** Asked of the database at most once a second, however many scrape. */
  synchronized Lag current() {
    Instant now = clock.instant();
    if (!now.isBefore(readAt.plus(GOOD_FOR))) {
      readAt = now;
      try {
        lag = read(now, acknowledged.get());
      } catch (DataAccessException | IllegalStateException unknown) {
        lag = Lag.UNKNOWN;
      }
    }
    return lag;
  }

  private Lag read(Instant now, long position) {
    OutboxSlot.Status status = slot.status().orElse(null);
    long parkedRows = parked.count();
    if (position == UNKNOWN) {
      return new Lag(Double.NaN, Double.NaN, status, parkedRows, true);
    }
    return jdbc.sql(
            """
            select count(*) as events, coalesce(extract(epoch from cast(:now as timestamptz) - min(recorded_at)), 0) as seconds
            from (select recorded_at from event where position > :position order by position limit :most) as waiting
            """)
        .param("now", now.toString())
        .param("position", position)
        .param("most", MOST_EVENTS)
        .query((row, number) ->
            new Lag(
                row.getLong("events"),
                Math.max(0, row.getDouble("seconds")),
                status,
                parkedRows,
                true))
        .single();
  }
}
