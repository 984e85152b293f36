package dev.trilha.command.outbox;

import java.time.Clock;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What one session after the other uses.
 *
 * @param database as the relay's role reads it
 * @param jdbc as the service's own role
 */
record RelayParts(
    RelayDatabase database,
    JdbcClient jdbc,
    OutboxSlot slot,
    RelayNote note,
    Recovery recovery,
    Backfill backfill,
    KafkaAhead kafkaAhead,
    ParkedRows parked,
    Republishing republishing,
    RelayMetrics metrics,
    Clock clock) {

  Delivery delivery(AcknowledgedSend send) {
    return new Delivery(send, parked, metrics);
  }

  /**
   * @param perSecond events at the most
   * @param relayed the newest event that Kafka has
   */
  Republisher republisher(Delivery delivery, int perSecond, LongSupplier relayed) {
    return new Republisher(
        republishing, new StoredEvents(jdbc), parked, delivery, perSecond, relayed);
  }

  /**
   * @param publication its name
   * @param position every event up to this one was sent, or comes from the log again
   */
  Progress progress(String publication, long position) {
    return new Progress(note, recovery, publication, clock, position);
  }
}
