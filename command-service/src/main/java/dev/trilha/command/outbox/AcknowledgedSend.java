package dev.trilha.command.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Sends records and comes back when Kafka has acknowledged every one of them, but for those that it
 * never will.
 */
final class AcknowledgedSend {
  private final KafkaProducer<String, byte[]> producer;

  AcknowledgedSend(KafkaProducer<String, byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Returns, for each record, what Kafka has against its size: nothing, but for few. Those are not
   * sent and do not hold up the others, whose order stays.
   *
   * @throws KafkaException when another one was not acknowledged: then nothing may be taken as sent
   */
  List<Optional<RecordTooLargeException>> all(List<ProducerRecord<String, byte[]>> records)
      throws InterruptedException {
    List<Future<?>> sends = new ArrayList<>(records.size());
    for (ProducerRecord<String, byte[]> record : records) {
      sends.add(producer.send(record));
    }
    producer.flush();
    List<Optional<RecordTooLargeException>> refusals = new ArrayList<>(records.size());
    for (Future<?> send : sends) {
      refusals.add(refusal(send));
    }
    return refusals;
  }

  private static Optional<RecordTooLargeException> refusal(Future<?> send)
      throws InterruptedException {
    try {
      send.get();
      return Optional.empty();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RecordTooLargeException tooLarge) {
        return Optional.of(tooLarge);
      }
      throw new KafkaException("Kafka did not take a record", failure.getCause());
    }
  }
}
