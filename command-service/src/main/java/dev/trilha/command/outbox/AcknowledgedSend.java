package dev.trilha.command.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Sends records and comes back when Kafka has acknowledged every one of them. */
final class AcknowledgedSend {
  private final KafkaProducer<String, byte[]> producer;

  AcknowledgedSend(KafkaProducer<String, byte[]> producer) {
    this.producer = producer;
  }

  /**
   * @throws KafkaException when one of them was not acknowledged: then nothing may be taken as sent
   */
  void all(List<ProducerRecord<String, byte[]>> records) throws InterruptedException {
    List<Future<?>> sends = new ArrayList<>(records.size());
    for (ProducerRecord<String, byte[]> record : records) {
      sends.add(producer.send(record));
    }
    producer.flush();
    for (Future<?> send : sends) {
      try {
        send.get();
      } catch (ExecutionException failure) {
        throw new KafkaException("Kafka did not take a record", failure.getCause());
      }
    }
  }
}
