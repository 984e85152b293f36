package dev.trilha.command.outbox;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * One run of Debezium: what it reads of the WAL goes to Kafka, and the slot moves only after Kafka
 * has acknowledged it.
 */
final class DebeziumSession implements OutboxRelay.Session {
  private static final Logger LOG = LoggerFactory.getLogger(DebeziumSession.class);
  private static final Duration PRODUCER_PATIENCE = Duration.ofSeconds(5);

  private final RelaySettings settings;
  private final RelayParts parts;
  private final Topics topics;
  private final KafkaProducer<String, byte[]> producer;
  private final AcknowledgedSend send;
  private final Delivery delivery;
  private final String name = UUID.randomUUID().toString();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final AtomicReference<@Nullable IllegalStateException> refused = new AtomicReference<>();
  private volatile @Nullable Lease lease;
  private volatile @Nullable TopicWatch watch;
  private volatile @Nullable Progress progress;
  private volatile @Nullable DebeziumEngine<?> engine;
  private volatile boolean closed;
  private volatile boolean left;
  private long nextLook;
  private Map<String, String> topicIds = Map.of();
  private long sentUpTo;

  DebeziumSession(RelaySettings settings, KafkaSettings kafka, RelayParts parts) {
    this.settings = settings;
    this.parts = parts;
    this.topics = new Topics(kafka, settings);
    this.producer = kafka.producer(settings.partitions(), "trilha-relay-" + settings.slot());
    this.send = new AcknowledgedSend(producer);
    this.delivery = parts.delivery(send);
  }

  @Override
  public void prepare() throws Exception {
    topicIds = parts.note().read().isEmpty() ? topics.make() : topics.verify();
  }

  @Override
  public boolean lead() throws SQLException {
    if (isRead()) {
      return false;
    }
    Optional<Lease> taken =
        Lease.take(parts.database(), settings.slot(), settings.lease(), this::refuse);
    lease = taken.orElse(null);
    // Who led before may lose its lease a little before its slot.
    if (taken.isEmpty() || isRead()) {
      return false;
    }
    send.begin();
    return true;
  }

  private boolean isRead() {
    return parts.slot().status().map(OutboxSlot.Status::active).orElse(false);
  }

  @Override
  public boolean recover() throws InterruptedException {
    watch = TopicWatch.start(topics, topicIds, settings.topicCheck(), this::refuse);
    parts.database().allowReading(parts.jdbc());
    parts.kafkaAhead().require(settings.acceptDivergence());
    parts.recovery().run(topicIds, Objects.requireNonNull(lease)::require);
    sentUpTo = parts.note().read().orElseThrow().acknowledged().position();
    parts.metrics().acknowledged(sentUpTo);
    return parts.backfill().ordered().isPresent();
  }

  @Override
  public void backfill(Runnable acknowledged) throws InterruptedException {
    long from = parts.backfill().ordered().orElseThrow();
    long reached;
    try {
      reached =
          parts
              .backfill()
              .run(
                  from,
                  delivery,
                  position -> {
                    parts.metrics().acknowledged(position);
                    acknowledged.run();
                  });
    } catch (KafkaException closed) {
      IllegalStateException why = refused.get();
      throw why == null ? closed : why;
    }
    sentUpTo = Math.max(sentUpTo, reached);
    parts.note().sent(sentUpTo);
    parts.backfill().done(reached);
  }

  @Override
  public void stream(Runnable begun, Runnable acknowledged) throws Exception {
    Progress session = parts.progress(settings.publication(), sentUpTo);
    progress = session;
    nextLook = System.nanoTime() + settings.topicCheck().toNanos();
    SlotOffsets.begin(name, session::movable);
    try (Republisher republisher =
        parts.republisher(delivery, settings.republishRate(), session::position)) {
      republisher.start();
      run(session, begun, acknowledged);
    } finally {
      SlotOffsets.end(name);
    }
  }

  private void run(Progress session, Runnable begun, Runnable acknowledged) {
    DebeziumEngine<RecordChangeEvent<SourceRecord>> running =
        DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
            .using(EngineProperties.of(parts.database(), settings, name))
            .notifying((changes, committer) -> {
              relay(session, changes, committer);
              acknowledged.run();
              if (changes.size() >= settings.batch()) {
                leaveIfFaster(session);
              }
            })
            .using(
                whenPolling(() -> {
                  begun.run();
                  mark();
                }))
            .using(
                (success, message, error) -> failure.set(success ? null : orElse(error, message)))
            .build();
    engine = running;
    if (!closed) {
      running.run();
    }
    Throwable broken = refused.get() == null ? failure.get() : refused.get();
    if (broken != null && !closed) {
      throw new IllegalStateException("Debezium stopped", broken);
    }
    if (left && !closed) {
      throw new OutboxRelay.BeginAgain("so much is behind that it goes faster from the table");
    }
  }

  /** After an outage, for instance, in which more has piled up than is soon decoded. */
  private void leaveIfFaster(Progress session) {
    if (left || System.nanoTime() - nextLook < 0) {
      return;
    }
    nextLook = System.nanoTime() + settings.topicCheck().toNanos();
    session.write();
    DebeziumEngine<?> running = engine;
    if (running != null && parts.recovery().wouldBeFaster()) {
      left = true;
      // It waits for whoever is here.
      Thread.ofVirtual().start(() -> stop(running));
    }
  }

  /** Ends the session, though the producer may wait for what never comes. */
  private void refuse(IllegalStateException wrong) {
    refused.set(wrong);
    producer.close(Duration.ZERO);
    DebeziumEngine<?> running = engine;
    if (running != null) {
      stop(running);
    }
  }

  /** So that the lag is known before the first event comes. Nothing but the lag depends on it. */
  private void mark() {
    try {
      parts.slot().mark();
    } catch (DataAccessException noDatabase) {
      LOG.debug("The lag stays unknown until the first event: {}", noDatabase.getMessage());
    }
  }

  private static DebeziumEngine.ConnectorCallback whenPolling(Runnable begun) {
    return new DebeziumEngine.ConnectorCallback() {
      @Override
      public void pollingStarted() {
        begun.run();
      }
    };
  }

  private static Throwable orElse(@Nullable Throwable error, String message) {
    return error == null ? new IllegalStateException(message) : error;
  }

  private void relay(
      Progress session,
      List<RecordChangeEvent<SourceRecord>> changes,
      RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
      throws InterruptedException {
    List<SourceRecord> read = changes.stream().map(RecordChangeEvent::record).toList();
    delivery.deliver(read.stream().map(OutboxRecords::of).flatMap(Optional::stream).toList());
    parts.metrics().acknowledged(session.acknowledged(read));
    for (RecordChangeEvent<SourceRecord> change : changes) {
      committer.markProcessed(change);
    }
    committer.markBatchFinished();
  }

  /**
   * Stops reading; a batch that waits for an unreachable Kafka is given up, unacknowledged, and
   * comes again with the next session.
   */
  @Override
  public void close() {
    closed = true;
    TopicWatch watching = watch;
    if (watching != null) {
      watching.close();
    }
    DebeziumEngine<?> running = engine;
    engine = null;
    if (running != null) {
      finish();
    }
    producer.close(Duration.ZERO);
    note();
    if (running != null) {
      stop(running);
    }
    Lease held = lease;
    if (held != null) {
      held.close();
    }
  }

  private void finish() {
    try {
      send.finish(PRODUCER_PATIENCE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stop(DebeziumEngine<?> running) {
    try {
      running.close();
    } catch (IOException | IllegalStateException alreadyStopped) {
      LOG.debug("Debezium had stopped already: {}", alreadyStopped.getMessage());
    }
  }

  /** So that Debezium moves the slot, as it stops, to where Kafka is. */
  private void note() {
    Progress session = progress;
    if (session != null) {
      try {
        session.write();
      } catch (DataAccessException | IllegalStateException later) {
        LOG.debug("Not noted; some events are sent again: {}", later.getMessage());
      }
    }
  }
}
