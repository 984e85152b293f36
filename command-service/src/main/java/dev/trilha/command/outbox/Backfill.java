package dev.trilha.command.outbox;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sends from the table what the log does not hold. Making a slot waits for the transactions under
 * way, so that each event is either visible to this reading or comes through the slot; some come
 * twice, which their sequence tells.
 *
 * <p>It ends at the newest event of its beginning, which is after the slot's. An event that was
 * passed because it was not committed yet comes through the slot; the next one of its stream has a
 * position behind that end, since it was stored later, and so comes through the slot too, after it.
 *
 * <p>That it has to be done is stored before the slot is made: a crash between the two is found out
 * at the next start.
 */
final class Backfill {
  private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);

  private final JdbcClient jdbc;
  private final String slot;

  Backfill(JdbcClient jdbc, String slot) {
    this.jdbc = jdbc;
    this.slot = slot;
  }

  /** Asks for everything behind a position; what was asked for before stays asked for. */
  void order(long position) {
    jdbc.sql(
            """
            insert into relay_backfill as ordered (slot, position) values (:slot, :position)
            on conflict (slot) do update set position = least(ordered.position, excluded.position), last = null
            """)
        .param("slot", slot)
        .param("position", position)
        .update();
  }

  /** Behind which position it has to send; empty when there is nothing to do. */
  Optional<Long> ordered() {
    return jdbc.sql("select position from relay_backfill where slot = :slot")
        .param("slot", slot)
        .query(Long.class)
        .optional();
  }

  /**
   * Returns the last position that was sent, and the one that was asked for when there was none
   * behind it. Interrupted or failed, it goes on from the last acknowledged page.
   *
   * @param acknowledged hears the last position of each page that Kafka has
   * @throws IllegalStateException when another replica does it meanwhile
   */
  long run(long from, Delivery delivery, LongConsumer acknowledged) throws InterruptedException {
    StoredEvents stored = new StoredEvents(jdbc);
    long last = last();
    long position = from;
    long sent = 0;
    try (ReadAhead ahead = new ReadAhead(behind -> stored.between(behind, last), position)) {
      List<Outgoing> page = ahead.next();
      while (!page.isEmpty()) {
        delivery.deliver(page);
        long reached = page.getLast().position();
        moved(position, reached);
        acknowledged.accept(reached);
        position = reached;
        sent += page.size();
        page = ahead.next();
      }
    }
    // Who came back after being erased is there in the end.
    people(stored::erasuresAfter, delivery);
    long profiles = people(stored::profilesAfter, delivery);
    LOG.info(
        "Sent from the table behind position {}: {} events and {} profiles", from, sent, profiles);
    return position;
  }

  /** Where it ends: it stays so when it is interrupted. */
  private long last() {
    return jdbc.sql(
            """
            update relay_backfill set last = coalesce(last, (select coalesce(max(position), 0) from event))
            where slot = :slot returning last
            """)
        .param("slot", slot)
        .query(Long.class)
        .single();
  }

  private void moved(long from, long to) {
    requireOurs(
        jdbc.sql("update relay_backfill set position = :to where slot = :slot and position = :from")
            .param("to", to)
            .param("slot", slot)
            .param("from", from)
            .update());
  }

  /**
   * Nothing is to be sent any more.
   *
   * @param position that it has reached
   * @throws IllegalStateException when another replica does it meanwhile
   */
  void done(long position) {
    requireOurs(
        jdbc.sql("delete from relay_backfill where slot = :slot and position = :position")
            .param("slot", slot)
            .param("position", position)
            .update());
  }

  private static void requireOurs(int rows) {
    if (rows == 0) {
      throw new IllegalStateException("another replica sends from the table, or ordered it anew");
    }
  }

  private static long people(Function<String, List<Outgoing>> behind, Delivery delivery)
      throws InterruptedException {
    long sent = 0;
    List<Outgoing> page = behind.apply("");
    while (!page.isEmpty()) {
      delivery.deliver(page);
      sent += page.size();
      page = behind.apply(StoredEvents.learnerOf(page.getLast()));
    }
    return sent;
  }
}
