package dev.trilha.command.outbox;

import dev.trilha.command.outbox.RelayNote.Acknowledged;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * How far one session is, and its note of that. The slot moves only to where the note is, so that
 * the note is never behind it.
 */
final class Progress {
  private static final Duration BETWEEN_NOTES = Duration.ofSeconds(1);

  private final RelayNote note;
  private final Recovery recovery;
  private final String publication;
  private final InstantSource clock;

  private long position;
  private long lsn;
  private @Nullable Long oldestTransaction;
  private Instant notedAt = Instant.MIN;
  private boolean broken;
  private volatile long notedLsn;

  /**
   * @param position every event up to this one was sent, or comes from the log again
   */
  Progress(
      RelayNote note, Recovery recovery, String publication, InstantSource clock, long position) {
    this.note = note;
    this.recovery = recovery;
    this.publication = publication;
    this.clock = clock;
    this.position = position;
  }

  /**
   * Kafka has everything of these changes.
   *
   * @return the newest event that Kafka is thereby known to have
   * @throws IllegalStateException when the log skipped an event that the store has
   */
  synchronized long acknowledged(List<SourceRecord> changes) {
    for (SourceRecord change : changes) {
      position = Math.max(position, OutboxRecords.position(change));
      Optional<Mark> mark = OutboxRecords.mark(change);
      if (mark.isPresent()) {
        // Asked only then: who may write to the log may write marks that are none.
        if (mark.get().position() > position && note.isStored(position, mark.get().position())) {
          throw broken(
              Recovery.Cause.GAP,
              "the store has position %d, and the log gave nothing behind %d before it said so"
                  .formatted(mark.get().position(), position));
        }
        oldestTransaction = mark.get().oldestTransaction();
      }
    }
    if (!changes.isEmpty()) {
      lsn = Math.max(lsn, lsn(changes.getLast()));
    }
    if (!clock.instant().isBefore(notedAt.plus(BETWEEN_NOTES))) {
      write();
    }
    return position;
  }

  /** The newest event that Kafka is known to have. */
  synchronized long position() {
    return position;
  }

  /** Notes what was acknowledged since the last note. */
  synchronized void write() {
    if (lsn <= notedLsn || broken) {
      return;
    }
    Acknowledged acknowledged = new Acknowledged(position, lsn, oldestTransaction);
    if (!note.write(acknowledged, Published.FINGERPRINT, publication)) {
      throw broken(
          Recovery.Cause.PUBLICATION_CHANGED,
          "the publication %s was changed, and events may have been left out"
              .formatted(publication));
    }
    notedAt = clock.instant();
    notedLsn = lsn;
  }

  /** Nothing of this session is noted any more. */
  private IllegalStateException broken(Recovery.Cause cause, String what) {
    broken = true;
    return recovery.found(cause, what);
  }

  /** Where the slot may move to; 0 for nowhere yet. */
  long movable() {
    return notedLsn;
  }

  /** The last commit before a change: a transaction of which the rest is still to come stays. */
  private static long lsn(SourceRecord change) {
    return change.sourceOffset().get("lsn_commit") instanceof Long commit ? commit : 0;
  }
}
