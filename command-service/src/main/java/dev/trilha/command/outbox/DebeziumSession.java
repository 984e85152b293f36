package dev.trilha.command.outbox;

import com.zaxxer.hikari.HikariDataSource;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One run of Debezium: what it reads of the WAL goes to Kafka, and the slot moves only after Kafka
 * has acknowledged it.
 */
final class DebeziumSession implements OutboxRelay.Session {
  private static final Logger LOG = LoggerFactory.getLogger(DebeziumSession.class);
  private static final Duration PRODUCER_PATIENCE = Duration.ofSeconds(5);

  private final HikariDataSource dataSource;
  private final RelaySettings settings;
  private final Topics topics;
  private final OutboxSlot slot;
  private final RelayMetrics metrics;
  private final KafkaProducer<String, byte[]> producer;
  private final AcknowledgedSend send;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile @Nullable DebeziumEngine<?> engine;
  private volatile boolean closed;

  DebeziumSession(
      HikariDataSource dataSource,
      RelaySettings settings,
      KafkaSettings kafka,
      OutboxSlot slot,
      RelayMetrics metrics) {
    this.dataSource = dataSource;
    this.settings = settings;
    this.topics = new Topics(kafka, settings);
    this.slot = slot;
    this.metrics = metrics;
    this.producer = kafka.producer();
    this.send = new AcknowledgedSend(producer);
  }

  @Override
  public void prepare() throws Exception {
    topics.require();
    slot.require();
  }

  @Override
  public boolean isTaken() {
    return slot.status().map(OutboxSlot.Status::active).orElse(false);
  }

  @Override
  public void backfill() throws InterruptedException {
    new Backfill(JdbcClient.create(dataSource), settings.slot(), send).run();
  }

  @Override
  public void stream(Runnable begun, Runnable acknowledged) throws Exception {
    DebeziumEngine<RecordChangeEvent<SourceRecord>> running =
        DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
            .using(properties())
            .notifying((changes, committer) -> {
              relay(changes, committer);
              acknowledged.run();
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
    Throwable broken = failure.get();
    if (broken != null && !closed) {
      throw new IllegalStateException("Debezium stopped", broken);
    }
  }

  /** So that the lag is known before the first event comes. Nothing but the lag depends on it. */
  private void mark() {
    try {
      slot.mark();
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
      List<RecordChangeEvent<SourceRecord>> changes,
      RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
      throws InterruptedException {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>(changes.size());
    int unmappable = 0;
    long position = -1;
    for (RecordChangeEvent<SourceRecord> change : changes) {
      position = Math.max(position, OutboxRecords.position(change.record()));
      try {
        OutboxRecords.of(change.record()).ifPresent(records::add);
      } catch (IllegalArgumentException failure) {
        unmappable++;
        LOG.error("A stored row cannot be told to Kafka and is left out: {}", failure.getMessage());
      }
    }
    send.all(records);
    for (RecordChangeEvent<SourceRecord> change : changes) {
      committer.markProcessed(change);
    }
    committer.markBatchFinished();
    metrics.relayed(records.size(), unmappable, position);
  }

  private Properties properties() {
    URI database = URI.create(dataSource.getJdbcUrl().substring("jdbc:".length()));
    Properties properties = new Properties();
    properties.setProperty("name", "trilha-outbox");
    properties.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    properties.setProperty("topic.prefix", "trilha");
    properties.setProperty("database.hostname", database.getHost());
    properties.setProperty(
        "database.port", Integer.toString(database.getPort() < 0 ? 5432 : database.getPort()));
    properties.setProperty("database.user", dataSource.getUsername());
    properties.setProperty("database.password", dataSource.getPassword());
    properties.setProperty("database.dbname", database.getPath().substring(1));
    properties.setProperty("plugin.name", "pgoutput");
    properties.setProperty("slot.name", settings.slot());
    properties.setProperty("slot.drop.on.stop", "false");
    // Another replica holding the slot is found out by us, not by retrying inside Debezium.
    properties.setProperty("slot.max.retries", "0");
    properties.setProperty("publication.name", settings.publication());
    properties.setProperty("publication.autocreate.mode", "disabled");
    properties.setProperty("table.include.list", "public.event,public.learner_profile");
    properties.setProperty("snapshot.mode", "no_data");
    properties.setProperty("tombstones.on.delete", "false");
    properties.setProperty("offset.storage", SlotOffsets.class.getName());
    properties.setProperty("offset.mismatch.strategy", "trust_slot");
    properties.setProperty("offset.flush.interval.ms", "1000");
    properties.setProperty(SlotOffsets.URL, dataSource.getJdbcUrl());
    properties.setProperty(SlotOffsets.USER, dataSource.getUsername());
    properties.setProperty(SlotOffsets.PASSWORD, dataSource.getPassword());
    properties.setProperty(SlotOffsets.SLOT, settings.slot());
    properties.setProperty("heartbeat.interval.ms", Long.toString(settings.heartbeat().toMillis()));
    properties.setProperty("max.batch.size", Integer.toString(settings.batch()));
    properties.setProperty("max.queue.size", Integer.toString(settings.batch() * 4));
    properties.setProperty("max.queue.size.in.bytes", Integer.toString(64 * 1024 * 1024));
    properties.setProperty("poll.interval.ms", "5");
    // The pause after a failure, its growth and its visibility are OutboxRelay's.
    properties.setProperty("errors.max.retries", "0");
    return properties;
  }

  /**
   * Stops reading; a batch that waits for an unreachable Kafka is given up, unacknowledged, and
   * comes again with the next session.
   */
  @Override
  public void close() {
    closed = true;
    DebeziumEngine<?> running = engine;
    engine = null;
    producer.close(running == null ? Duration.ZERO : PRODUCER_PATIENCE);
    if (running != null) {
      try {
        running.close();
      } catch (IOException | IllegalStateException alreadyStopped) {
        LOG.debug("Debezium had stopped already: {}", alreadyStopped.getMessage());
      }
    }
  }
}
