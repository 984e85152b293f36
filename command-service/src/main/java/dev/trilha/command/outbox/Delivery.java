package dev.trilha.command.outbox;

import dev.trilha.command.outbox.ParkedRows.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Takes rows of the store to Kafka, or to where those are parked that Kafka cannot have. */
final class Delivery {
  private final AcknowledgedSend send;
  private final ParkedRows parked;
  private final RelayMetrics metrics;

  Delivery(AcknowledgedSend send, ParkedRows parked, RelayMetrics metrics) {
    this.send = send;
    this.parked = parked;
    this.metrics = metrics;
  }

  /**
   * Returns when every row is either acknowledged by Kafka or parked.
   *
   * @return those that were parked
   * @throws org.apache.kafka.common.KafkaException when Kafka did not acknowledge one
   * @throws org.springframework.dao.DataAccessException when one could not be parked
   */
  List<Outgoing> deliver(List<Outgoing> rows) throws InterruptedException {
    metrics.read(rows.size());
    List<Outgoing> left = new ArrayList<>();
    int sent = 0;
    try {
      List<Outgoing> mapped = new ArrayList<>(rows.size());
      List<ProducerRecord<String, byte[]>> records = new ArrayList<>(rows.size());
      for (Outgoing row : rows) {
        if (row.record() == null) {
          park(row, Reason.UNMAPPABLE, String.valueOf(row.unmappable()));
          left.add(row);
        } else {
          mapped.add(row);
          records.add(row.record());
        }
      }
      List<Optional<RecordTooLargeException>> refusals = send.all(records);
      for (int i = 0; i < refusals.size(); i++) {
        Optional<RecordTooLargeException> refusal = refusals.get(i);
        if (refusal.isEmpty()) {
          sent++;
        } else {
          park(mapped.get(i), Reason.TOO_LARGE, String.valueOf(refusal.get().getMessage()));
          left.add(mapped.get(i));
        }
      }
      metrics.sent(sent);
    } finally {
      metrics.unacknowledged(rows.size() - sent - left.size());
    }
    return left;
  }

  private void park(Outgoing row, Reason reason, String detail) {
    parked.park(row, reason, detail);
    metrics.parked(reason);
  }
}
