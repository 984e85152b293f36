package dev.trilha.command.outbox;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sends from the table what the log does not hold. Making a slot waits for the transactions under
 * way, so that each event is either visible to this reading or comes through the slot; some come
 * twice, which their sequence tells.
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
            on conflict (slot) do update set position = least(ordered.position, excluded.position)
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
   */
  long run(long from, Delivery delivery) throws InterruptedException {
    StoredEvents stored = new StoredEvents(jdbc);
    long position = from;
    long sent = 0;
    List<Outgoing> page = stored.after(position);
    while (!page.isEmpty()) {
      delivery.deliver(page);
      position = page.getLast().position();
      sent += page.size();
      jdbc.sql("update relay_backfill set position = :position where slot = :slot")
          .param("position", position)
          .param("slot", slot)
          .update();
      page = stored.after(position);
    }
    // Who came back after being erased is there in the end.
    people(stored::erasuresAfter, delivery);
    long profiles = people(stored::profilesAfter, delivery);
    LOG.info(
        "Sent from the table behind position {}: {} events and {} profiles", from, sent, profiles);
    return position;
  }

  /** Nothing is to be sent any more. */
  void done() {
    jdbc.sql("delete from relay_backfill where slot = :slot").param("slot", slot).update();
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
