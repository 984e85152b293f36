package dev.trilha.command.outbox;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The relay's own note of what Kafka has acknowledged: not where to go on, which the slot knows,
 * but what the slot must not be ahead of.
 */
final class RelayNote {
  private final JdbcClient jdbc;
  private final String slot;
  private final Clock clock;

  RelayNote(JdbcClient jdbc, String slot, Clock clock) {
    this.jdbc = jdbc;
    this.slot = slot;
    this.clock = clock;
  }

  /**
   * @param position the newest event that Kafka has acknowledged
   * @param lsn where in the WAL that was
   * @param oldestTransaction the events of every transaction before this one are acknowledged; null
   *     when that is not known
   */
  record Acknowledged(long position, long lsn, @Nullable Long oldestTransaction) {}

  /**
   * @param cluster which server that was
   * @param publication what was published then
   */
  record Noted(Acknowledged acknowledged, String cluster, String publication) {}

  Optional<Noted> read() {
    return jdbc.sql(
            """
            select position, (lsn - '0/0'::pg_lsn)::bigint as lsn, oldest_transaction::text::bigint as oldest, cluster, publication
            from relay_progress where slot = :slot
            """)
        .param("slot", slot)
        .query((row, number) ->
            new Noted(
                new Acknowledged(
                    row.getLong("position"),
                    row.getLong("lsn"),
                    row.getObject("oldest", Long.class)),
                row.getString("cluster"),
                row.getString("publication")))
        .optional();
  }

  /** Begins anew on this server, with what is published now. */
  void begin(Acknowledged acknowledged, String publication) {
    jdbc.sql(
            """
            insert into relay_progress (slot, position, lsn, oldest_transaction, cluster, publication, noted_at)
            values (:slot, :position, '0/0'::pg_lsn + cast(:lsn as numeric), cast(cast(:oldest as text) as xid8), :cluster, :publication, :now)
            on conflict (slot) do update set
              position = excluded.position, lsn = excluded.lsn, oldest_transaction = excluded.oldest_transaction,
              cluster = excluded.cluster, publication = excluded.publication, noted_at = excluded.noted_at
            """)
        .param("slot", slot)
        .param("position", acknowledged.position())
        .param("lsn", acknowledged.lsn())
        .param("oldest", text(acknowledged.oldestTransaction()), Types.VARCHAR)
        .param("cluster", cluster())
        .param("publication", publication)
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  /**
   * Notes what was acknowledged. A replica that led before, and was paused, may be late with it:
   * the note moves on, and never back.
   *
   * @param fingerprint a query for what is published now
   * @return false, and nothing is noted, when something else is published than at the beginning
   */
  boolean write(Acknowledged acknowledged, String fingerprint, String publicationName) {
    return jdbc.sql(
                """
                update relay_progress set position = greatest(position, :position), lsn = greatest(lsn, '0/0'::pg_lsn + cast(:lsn as numeric)),
                  oldest_transaction = greatest(oldest_transaction, cast(cast(:oldest as text) as xid8)), noted_at = :now
                where slot = :slot and publication = (%s)
                """
                    .formatted(fingerprint))
            .param("slot", slot)
            .param("publication", publicationName)
            .param("position", acknowledged.position())
            .param("lsn", acknowledged.lsn())
            .param("oldest", text(acknowledged.oldestTransaction()), Types.VARCHAR)
            .param("now", Timestamp.from(clock.instant()))
            .update()
        == 1;
  }

  /** Kafka has every event of the table up to this one. */
  void sent(long position) {
    jdbc.sql(
            "update relay_progress set position = greatest(position, :position) where slot = :slot")
        .param("slot", slot)
        .param("position", position)
        .update();
  }

  /** Whether the store has an event behind one position, up to another. */
  boolean isStored(long behind, long upTo) {
    return jdbc.sql(
            "select exists (select 1 from event where position > :behind and position <= :upTo)")
        .param("behind", behind)
        .param("upTo", upTo)
        .query(Boolean.class)
        .single();
  }

  /** Of the store; 0 without any event. */
  long newestPosition() {
    return number("select coalesce(max(position), 0) from event");
  }

  /** Profiles and erasures: what is sent from the tables besides the events. */
  long people() {
    return number(
        "select (select count(*) from learner_profile) + (select count(*) from learner_erasure)");
  }

  /**
   * A transaction of its own, which is over: every one that has written until now is before it.
   * What PostgreSQL calls the end of a snapshot is not that, but behind the last one that is over.
   */
  long newTransaction() {
    return number("select pg_current_xact_id()::text::bigint");
  }

  /**
   * Every transaction before this one is over, and visible if it was committed; as long as one
   * after it is over.
   */
  long oldestTransaction() {
    return number("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
  }

  private long number(String query) {
    return jdbc.sql(query).query(Long.class).single();
  }

  private static @Nullable String text(@Nullable Long number) {
    return number == null ? null : Long.toString(number);
  }

  /** What tells this server from any other. */
  String cluster() {
    return jdbc.sql("select system_identifier::text from pg_control_system()")
        .query(String.class)
        .single();
  }

  /**
   * The last position before which nothing was left unacknowledged when this was noted. Positions
   * are taken before the commit, so that an event of a lower one may have come after it; what tells
   * is the transaction that wrote the row.
   */
  long settled(Noted noted) {
    Long oldest = noted.acknowledged().oldestTransaction();
    if (oldest == null || !cluster().equals(noted.cluster()) || !comparable(oldest)) {
      return 0;
    }
    return jdbc.sql(
            """
            select least(:position, coalesce(min(position) - 1, :position)) from event
            where age(xmin) <= age(cast(cast(:oldest as text) as xid8)::xid)
            """)
        .param("position", noted.acknowledged().position())
        .param("oldest", Long.toString(oldest))
        .query(Long.class)
        .single();
  }

  /** Rows keep 32 bits of their transaction's number, which tell older from newer for so long. */
  private boolean comparable(long transaction) {
    long next = number("select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
    return transaction <= next && next - transaction < 1L << 30;
  }
}
