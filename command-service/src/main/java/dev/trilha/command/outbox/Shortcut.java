package dev.trilha.command.outbox;

import dev.trilha.command.outbox.RelayNote.Acknowledged;
import dev.trilha.command.outbox.RelayNote.Noted;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Past a large backlog: to read it from the table costs a fraction of what decoding the log does.
 * Whatever the table shows is ordered from it, and the slot moves to a place of the log before
 * which everything was visible; what comes twice tells its sequence.
 */
final class Shortcut {
  private static final Logger LOG = LoggerFactory.getLogger(Shortcut.class);

  /** Rows of the table are sent for less than half of what it takes to decode them. */
  private static final int SENT_FOR_ONE_DECODED = 2;

  /** Finding where the backlog begins reads the whole table, each row for a hundredth of it. */
  private static final int READ_FOR_ONE_DECODED = 100;

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final OutboxSlot slot;
  private final RelayNote note;
  private final Backfill backfill;
  private final long from;

  /**
   * @param from the least events behind for which it is taken
   */
  Shortcut(OutboxSlot slot, RelayNote note, Backfill backfill, long from) {
    this.slot = slot;
    this.note = note;
    this.backfill = backfill;
    this.from = from;
  }

  /**
   * Takes it when it is shorter. A crash at any point leaves the slot where nothing is skipped: the
   * order is stored before the note, and the note before the slot moves.
   *
   * @param noted of this server and of what is published now
   * @param stillLeads throws when another replica may lead
   * @return whether it was taken
   */
  boolean takeIfShorter(Noted noted, Runnable stillLeads) throws InterruptedException {
    if (!isShorter(noted)) {
      return false;
    }
    long settled = note.settled(noted);
    long place = slot.end();
    if (!everythingBeforeIsVisible()) {
      return false;
    }
    stillLeads.run();
    backfill.order(settled);
    note.begin(
        new Acknowledged(settled, place, noted.acknowledged().oldestTransaction()),
        noted.publication());
    slot.advance(place);
    LOG.info("Far behind: everything behind position {} is sent from the table", settled);
    return true;
  }

  /** Whether so much is behind that it goes faster from the table. */
  boolean isShorter(Noted noted) {
    if (backfill.ordered().isPresent()) {
      return false;
    }
    long newest = note.newestPosition();
    long behind = newest - noted.acknowledged().position();
    if (behind < from || newest / READ_FOR_ONE_DECODED > behind) {
      return false;
    }
    long sent = newest - note.settled(noted) + note.people();
    return sent / SENT_FOR_ONE_DECODED <= behind;
  }

  /**
   * Waits for the transactions that are under way now.
   *
   * @return false when one takes long: the log has it in its place
   */
  private boolean everythingBeforeIsVisible() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    long younger = note.newTransaction();
    while (note.oldestTransaction() <= younger) {
      if (System.nanoTime() - end > 0) {
        LOG.info("A transaction takes long: the backlog is sent from the log, which waits for it");
        return false;
      }
      Thread.sleep(BETWEEN_LOOKS);
    }
    return true;
  }
}
