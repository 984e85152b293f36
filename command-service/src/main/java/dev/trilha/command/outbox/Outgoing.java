package dev.trilha.command.outbox;

import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * A row of the store on its way to Kafka.
 *
 * @param position in the store; {@link #NO_EVENT} for a profile
 * @param subject the event's stream, or {@code learner/{id}}
 * @param record what Kafka gets; null when the row cannot be told to Kafka
 * @param unmappable why it cannot; null when it can
 */
record Outgoing(
    long position,
    String subject,
    @Nullable ProducerRecord<String, byte[]> record,
    @Nullable String unmappable) {
  static final long NO_EVENT = -1;

  /** Whatever is wrong with a single row stays with that row. */
  static Outgoing of(
      long position, String subject, Supplier<ProducerRecord<String, byte[]>> mapping) {
    try {
      return new Outgoing(position, subject, mapping.get(), null);
    } catch (ConnectException otherTable) {
      // A column that is not there is no row's fault: the next one would fare no better.
      throw otherTable;
    } catch (RuntimeException unmappable) {
      return new Outgoing(
          position,
          subject,
          null,
          unmappable.getClass().getSimpleName() + ": " + unmappable.getMessage());
    }
  }

  boolean isEvent() {
    return position != NO_EVENT;
  }
}
