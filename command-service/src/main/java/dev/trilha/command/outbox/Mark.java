package dev.trilha.command.outbox;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Struct;

/**
 * A message in the WAL that says which event was the newest when it was written. Whoever reads it
 * there has read every event up to that one that was committed by then, even when none follows; and
 * it moves the slot on while nobody ticks, so that an idle database does not keep the WAL of a busy
 * one.
 *
 * @param position of the newest event, 0 without any
 * @param oldestTransaction every transaction before this one was over, so that its events come
 *     before the mark
 */
record Mark(long position, long oldestTransaction) {
  private static final String PREFIX = "trilha-relay";
  private static final Pattern CONTENT = Pattern.compile("(\\d{1,18}) (\\d{1,18})");

  /** Writes one; anybody may who may read the store. */
  static final String STATEMENT =
      """
      select pg_logical_emit_message(true, '%s', (select coalesce(max(position), 0) from event)
        || ' ' || pg_snapshot_xmin(pg_current_snapshot()))::text
      """
          .formatted(PREFIX)
          .replace('\n', ' ')
          .strip();

  /**
   * @param envelope of a change that Debezium read
   * @return nothing when it is no mark of ours
   */
  static Optional<Mark> of(Struct envelope) {
    if (envelope.schema().field("message") == null) {
      return Optional.empty();
    }
    Struct message = envelope.getStruct("message");
    if (!PREFIX.equals(message.getString("prefix"))) {
      return Optional.empty();
    }
    String said = new String(message.getBytes("content"), StandardCharsets.US_ASCII);
    Matcher content = CONTENT.matcher(said);
    // What an earlier version wrote is passed by.
    return content.matches()
        ? Optional.of(new Mark(Long.parseLong(content.group(1)), Long.parseLong(content.group(2))))
        : Optional.empty();
  }
}
