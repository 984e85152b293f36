package dev.trilha.command.outbox;

import dev.trilha.command.outbox.RelayNote.Acknowledged;
import dev.trilha.command.outbox.RelayNote.Noted;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out before each start whether the log still holds everything that Kafka has not
 * acknowledged, and orders what it lacks from the table. Sending too much again is harmless;
 * skipping is not, so that whatever is unclear counts as missing.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final OutboxSlot slot;
  private final RelayNote note;
  private final Published published;
  private final KnownTopics topics;
  private final Backfill backfill;
  private final Shortcut shortcut;
  private final RelayMetrics metrics;

  Recovery(
      OutboxSlot slot,
      RelayNote note,
      Published published,
      KnownTopics topics,
      Backfill backfill,
      Shortcut shortcut,
      RelayMetrics metrics) {
    this.slot = slot;
    this.note = note;
    this.published = published;
    this.topics = topics;
    this.backfill = backfill;
    this.shortcut = shortcut;
    this.metrics = metrics;
  }

  /** Why the log cannot be trusted. */
  enum Cause {
    /** There was one, and it is gone. */
    SLOT_MISSING,
    /** PostgreSQL let go of WAL that it should have kept. */
    SLOT_LOST,
    /** The slot is further than the relay ever was. */
    SLOT_AHEAD,
    /** The slot is there, and the relay has no note of it. */
    UNKNOWN_SLOT,
    /** Another server than the one that the note is of. */
    OTHER_SERVER,
    /** What is published was changed; what happened meanwhile may be missing. */
    PUBLICATION_CHANGED,
    /** A topic is another one than the relay has sent to; the log does not go back so far. */
    TOPIC_REPLACED,
    /** The log gave less than the store holds. */
    GAP;

    /** For instance {@code slot-lost}. */
    String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Leaves a slot that holds whatever the ordered backfill will not send.
   *
   * @param topicIds of the topics that are there now, by name
   * @param stillLeads throws when another replica may lead: finding out took a while
   * @throws IllegalStateException when the database does not publish what it should
   */
  void run(Map<String, String> topicIds, Runnable stillLeads) throws InterruptedException {
    published.require();
    String publication = published.fingerprint();
    Optional<OutboxSlot.Status> status = slot.status();
    Optional<Noted> noted = note.read();
    boolean first = status.isEmpty() && noted.isEmpty();
    boolean replaced = !topics.replaced(topicIds).isEmpty();
    Optional<Cause> cause =
        first
            ? Optional.empty()
            : cause(status, noted, publication)
                .or(() -> replaced ? Optional.of(Cause.TOPIC_REPLACED) : Optional.empty());
    if (first || cause.isPresent()) {
      long from = replaced ? 0 : noted.map(note::settled).orElse(0L);
      stillLeads.run();
      backfill.order(from);
      cause.ifPresent(reason -> report(reason, from));
      renew(status, cause);
      note.begin(
          new Acknowledged(
              from, slot.status().orElseThrow().confirmed(), from == 0 ? null : oldest(noted)),
          publication);
    } else if (shortcut.takeIfShorter(noted.orElseThrow(), stillLeads)) {
      metrics.shortened();
    }
    // Not before what they lack is ordered.
    topics.note(topicIds);
  }

  /** Whether what is behind would be sent faster by a session that begins now. */
  boolean wouldBeFaster() {
    return note.read().filter(shortcut::isShorter).isPresent();
  }

  private Optional<Cause> cause(
      Optional<OutboxSlot.Status> status, Optional<Noted> noted, String publication) {
    if (status.isEmpty()) {
      return Optional.of(Cause.SLOT_MISSING);
    }
    if (status.get().isLost()) {
      return Optional.of(Cause.SLOT_LOST);
    }
    if (noted.isEmpty()) {
      return Optional.of(Cause.UNKNOWN_SLOT);
    }
    if (!noted.get().cluster().equals(note.cluster())) {
      return Optional.of(Cause.OTHER_SERVER);
    }
    if (status.get().confirmed() > noted.get().acknowledged().lsn()) {
      return Optional.of(Cause.SLOT_AHEAD);
    }
    return noted.get().publication().equals(publication)
        ? Optional.empty()
        : Optional.of(Cause.PUBLICATION_CHANGED);
  }

  /** What was settled on this server stays so. */
  private static @Nullable Long oldest(Optional<Noted> noted) {
    return noted.map(before -> before.acknowledged().oldestTransaction()).orElse(null);
  }

  /**
   * A slot of before leaves out what a transaction wrote while it was not published, also when that
   * ends later; making one waits for it.
   */
  private void renew(Optional<OutboxSlot.Status> status, Optional<Cause> cause) {
    boolean useless =
        status.isPresent()
            && (status.get().isLost()
                || cause.filter(Cause.PUBLICATION_CHANGED::equals).isPresent());
    if (useless) {
      slot.drop();
    }
    if (status.isEmpty() || useless) {
      slot.create();
    }
  }

  /**
   * Orders whatever may have been skipped while streaming.
   *
   * @return for the caller to throw, so that it starts again
   */
  IllegalStateException found(Cause cause, String what) {
    long from = note.read().map(note::settled).orElse(0L);
    backfill.order(from);
    report(cause, from);
    return new IllegalStateException(what);
  }

  private void report(Cause cause, long from) {
    metrics.recovered(cause);
    LOG.error(
        "The log may lack events ({}): everything behind position {} is sent from the table",
        cause.wireName(),
        from);
  }
}
