package dev.trilha.command.outbox;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The replication slot: PostgreSQL's own memory of how far the relay is. There is no other
 * checkpoint that could contradict it.
 */
final class OutboxSlot {
  /** What the marks in the WAL are known by. */
  static final String MARK = "trilha-relay";

  private final JdbcClient jdbc;
  private final String name;

  OutboxSlot(JdbcClient jdbc, String name) {
    this.jdbc = jdbc;
    this.name = name;
  }

  /**
   * @param active whether some replica reads from it
   * @param lagBytes WAL written since the last event that Kafka acknowledged
   */
  record Status(boolean active, String walStatus, long lagBytes) {}

  Optional<Status> status() {
    return jdbc.sql(
            """
            select active, coalesce(wal_status, 'unknown') as wal_status,
                   coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), confirmed_flush_lsn), 0)::bigint as lag
            from pg_replication_slots where slot_name = :slot and database = current_database()
            """)
        .param("slot", name)
        .query((row, number) ->
            new Status(row.getBoolean("active"), row.getString("wal_status"), row.getLong("lag")))
        .optional();
  }

  /**
   * Writes into the WAL which event is the newest now. Whoever reads it there has read every event
   * up to that one, even when none follows.
   */
  void mark() {
    jdbc.sql(
            "select pg_logical_emit_message(true, :prefix, (select coalesce(max(position), 0)::text"
                + " from event))::text")
        .param("prefix", MARK)
        .query()
        .singleRow();
  }

  /**
   * Makes the slot when there is none, and remembers first that everything stored before it has to
   * be sent from the table.
   */
  void require() {
    if (status().isEmpty()) {
      jdbc.sql(
              "insert into relay_backfill (slot, position) values (:slot, 0) on conflict (slot) do"
                  + " update set position = 0")
          .param("slot", name)
          .update();
      jdbc.sql("select pg_create_logical_replication_slot(:slot, 'pgoutput')")
          .param("slot", name)
          .query()
          .singleRow();
    }
  }
}
