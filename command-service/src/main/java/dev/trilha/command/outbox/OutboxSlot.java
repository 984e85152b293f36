package dev.trilha.command.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The replication slot: PostgreSQL's own memory of how far the relay is. There is no other
 * checkpoint that could contradict it.
 */
final class OutboxSlot {
  private static final int MEGABYTE = 1024 * 1024;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final JdbcClient jdbc;
  private final JdbcClient replication;
  private final String name;
  private final Duration patience;

  /**
   * @param replication of a role that may make and drop slots
   * @param patience with the transactions that making a slot waits for
   */
  OutboxSlot(JdbcClient jdbc, JdbcClient replication, String name, Duration patience) {
    this.jdbc = jdbc;
    this.replication = replication;
    this.name = name;
    this.patience = patience;
  }

  /**
   * @param active whether some replica reads from it
   * @param walStatus as PostgreSQL has it: {@code reserved}, {@code extended}, {@code unreserved},
   *     {@code lost}
   * @param confirmed up to where in the WAL the relay has confirmed
   * @param lagBytes WAL written since then
   * @param retainedBytes WAL that is kept for the slot
   * @param capBytes how much may be kept before the slot is lost; null without a cap
   */
  record Status(
      boolean active,
      String walStatus,
      long confirmed,
      long lagBytes,
      long retainedBytes,
      @Nullable Long capBytes) {
    /** Whether what it should have kept is gone. */
    boolean isLost() {
      return walStatus.equals("lost");
    }

    /** The part of the cap that is used, 0 without a cap; 1 and more is about to be lost. */
    double fill() {
      return capBytes == null ? 0 : (double) retainedBytes / Math.max(1, capBytes);
    }
  }

  /**
   * Empty when there is no such slot in this database.
   *
   * @throws IllegalStateException when something else has the name
   */
  Optional<Status> status() {
    return jdbc.sql(
            """
            select active, coalesce(wal_status, 'unknown') as wal_status, plugin, temporary,
                   coalesce(confirmed_flush_lsn - '0/0'::pg_lsn, 0)::bigint as confirmed,
                   coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn), 0)::bigint as lag,
                   coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0)::bigint as retained,
                   (select setting::bigint from pg_settings where name = 'max_slot_wal_keep_size') as cap
            from pg_replication_slots where slot_name = :slot and database = current_database()
            """)
        .param("slot", name)
        .query((row, number) -> status(row))
        .optional();
  }

  private Status status(ResultSet row) throws SQLException {
    if (!"pgoutput".equals(row.getString("plugin")) || row.getBoolean("temporary")) {
      throw new IllegalStateException(
          "the slot %s is not the relay's: it is temporary, or decoded by %s"
              .formatted(name, row.getString("plugin")));
    }
    long cap = row.getLong("cap");
    return new Status(
        row.getBoolean("active"),
        row.getString("wal_status"),
        row.getLong("confirmed"),
        row.getLong("lag"),
        row.getLong("retained"),
        cap < 0 ? null : cap * MEGABYTE);
  }

  /** Where the WAL ends that is safe from a crash. */
  long end() {
    return jdbc.sql("select (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::bigint")
        .query(Long.class)
        .single();
  }

  /** Skips the transactions that were committed before a place in the WAL. */
  void advance(long lsn) {
    replication
        .sql(
            "select pg_replication_slot_advance(:slot, '0/0'::pg_lsn + cast(:lsn as"
                + " numeric))::text")
        .param("slot", name)
        .param("lsn", lsn)
        .query()
        .singleRow();
  }

  /** Writes a {@link Mark} into the WAL. */
  void mark() {
    jdbc.sql(Mark.STATEMENT).query().singleRow();
  }

  /**
   * Waits for the transactions under way: what the tables do not show yet comes through it.
   *
   * @throws IllegalStateException when one of them takes too long; says whose it is
   */
  void create() {
    try {
      replication
          .sql(
              """
              with bounded as materialized (select set_config('lock_timeout', :millis, false))
              select pg_create_logical_replication_slot(:slot, 'pgoutput')::text from bounded
              """)
          .param("slot", name)
          .param("millis", Long.toString(patience.toMillis()))
          .query()
          .singleRow();
    } catch (DataAccessException waited) {
      if (!isTimeout(waited)) {
        throw waited;
      }
      IllegalStateException told =
          new IllegalStateException(
              "the slot %s cannot be made while a transaction of PostgreSQL's process %s is under way"
                  .formatted(name, oldest()));
      // Not its cause, which is what health tells: that there was a time-out says nothing.
      told.addSuppressed(waited);
      throw told;
    }
  }

  private static boolean isTimeout(DataAccessException failure) {
    return failure.getCause() instanceof SQLException sql
        && LOCK_NOT_AVAILABLE.equals(sql.getSQLState());
  }

  /** Who has been writing for the longest time. */
  private String oldest() {
    return jdbc.sql(
            """
            select coalesce(pid::text, '(prepared)') from pg_locks
            where locktype = 'transactionid' and mode = 'ExclusiveLock' and granted
            order by age(transactionid) desc limit 1
            """)
        .query(String.class)
        .optional()
        .orElse("(gone)");
  }

  void drop() {
    replication
        .sql("select pg_drop_replication_slot(:slot)::text")
        .param("slot", name)
        .query()
        .singleRow();
  }
}
