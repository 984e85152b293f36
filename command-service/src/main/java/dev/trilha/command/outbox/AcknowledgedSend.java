package dev.trilha.command.outbox;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Sends records and comes back when Kafka has acknowledged every one of them, but for those that it
 * never will.
 *
 * <p>Each call is a transaction of Kafka's, not for its readers, who may read what is not
 * committed, but for its fence: once another replica has begun, Kafka takes nothing of this one any
 * more, whatever it still has in its hands.
 */
final class AcknowledgedSend {
  /** More than what a record needs beside its contents. */
  private static final int ENVELOPE_BYTES = 1024;

  private final Producer<String, byte[]> producer;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private volatile boolean finished;

  AcknowledgedSend(Producer<String, byte[]> producer) {
    this.producer = producer;
  }

  /** From now on Kafka takes nothing of whoever sent before. */
  void begin() {
    producer.initTransactions();
  }

  /**
   * Returns, for each record, what Kafka has against its size: nothing, but for few. Those are not
   * sent and do not hold up the others, whose order stays.
   *
   * @throws KafkaException when another one was not acknowledged: then nothing may be taken as sent
   */
  List<Optional<RecordTooLargeException>> all(List<ProducerRecord<String, byte[]>> records)
      throws InterruptedException {
    @Nullable RecordTooLargeException[] refusals = new RecordTooLargeException[records.size()];
    for (int i = 0; i < refusals.length; i++) {
      refusals[i] = tooLarge(records.get(i));
    }
    oneAtATime.lockInterruptibly();
    try {
      boolean committed = false;
      while (!committed) {
        if (finished) {
          throw new KafkaException("nothing more is sent");
        }
        committed = commit(records, refusals);
      }
    } finally {
      oneAtATime.unlock();
    }
    return Arrays.stream(refusals).map(Optional::ofNullable).toList();
  }

  /**
   * Ends it. Waits for what is being sent, so that it need not come again; but not longer than
   * this.
   */
  void finish(Duration patience) throws InterruptedException {
    finished = true;
    if (oneAtATime.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      oneAtATime.unlock();
    }
  }

  /**
   * Sends those that nothing is against.
   *
   * @return false when the broker had something against one after all, which is noted: nothing is
   *     committed then, and the others go again
   */
  private boolean commit(
      List<ProducerRecord<String, byte[]>> records, @Nullable RecordTooLargeException[] refusals)
      throws InterruptedException {
    Map<Integer, Future<?>> sends = new LinkedHashMap<>();
    producer.beginTransaction();
    @Nullable KafkaException failed = null;
    try {
      for (int i = 0; i < refusals.length; i++) {
        if (refusals[i] == null) {
          sends.put(i, producer.send(records.get(i)));
        }
      }
      producer.flush();
    } catch (KafkaException spoiled) {
      failed = spoiled;
    }
    boolean refused = false;
    for (var send : sends.entrySet()) {
      try {
        send.getValue().get();
      } catch (ExecutionException failure) {
        if (failure.getCause() instanceof RecordTooLargeException tooLarge) {
          refusals[send.getKey()] = tooLarge;
          refused = true;
        } else {
          failed = new KafkaException("Kafka did not take a record", failure.getCause());
        }
      }
    }
    if (refused) {
      producer.abortTransaction();
      return false;
    }
    if (failed != null) {
      throw failed;
    }
    producer.commitTransaction();
    return true;
  }

  /** Asked before the producer, whose answer spoils the transaction. */
  private static @Nullable RecordTooLargeException tooLarge(ProducerRecord<String, byte[]> record) {
    long bytes = ENVELOPE_BYTES + 3L * record.key().length();
    bytes += record.value() == null ? 0 : record.value().length;
    for (Header header : record.headers()) {
      bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return bytes <= KafkaSettings.LARGEST_RECORD_BYTES
        ? null
        : new RecordTooLargeException(
            "about %d bytes, of %d at the most"
                .formatted(bytes, KafkaSettings.LARGEST_RECORD_BYTES));
  }
}
