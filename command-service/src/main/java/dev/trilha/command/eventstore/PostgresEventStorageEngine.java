package dev.trilha.command.eventstore;

import dev.trilha.schemas.DomainEvent;
import dev.trilha.schemas.EventType;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.AbstractEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.MetaData;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Axon's event storage on the table {@code event}. An append is one statement, and so one commit,
 * of its own: when it returns, the events are durable, all of them or none.
 */
public final class PostgresEventStorageEngine extends AbstractEventStorageEngine {
  /** The metadata kept with an event: the W3C trace of the request that caused it. */
  public static final String TRACEPARENT = "traceparent";

  private static final String APPEND =
      """
      insert into event (stream, sequence, event_id, type, revision, recorded_at, traceparent, payload)
      select stream, sequence, event_id, type, revision, recorded_at, traceparent, payload::json
      from unnest(?::text[], ?::bigint[], ?::uuid[], ?::text[], ?::int[], ?::timestamptz[], ?::text[], ?::text[])
        as row (stream, sequence, event_id, type, revision, recorded_at, traceparent, payload)
      order by stream, sequence
      """;
  private static final String READ =
      """
      select sequence, event_id, type, revision, recorded_at, payload from event
      where stream = ? and sequence >= ? order by sequence
      """;
  private static final byte[] NO_METADATA = "{}".getBytes(StandardCharsets.UTF_8);

  private final DataSource dataSource;
  private final JdbcTemplate jdbc;
  private final AppendMetrics metrics;

  public PostgresEventStorageEngine(DataSource dataSource, MeterRegistry meters) {
    super(new Builder());
    this.metrics = new AppendMetrics(meters);
    this.dataSource = dataSource;
    this.jdbc = new JdbcTemplate(dataSource);
  }

  private static final class Builder extends AbstractEventStorageEngine.Builder {
    Builder() {
      eventSerializer(new NamedEventSerializer());
      snapshotSerializer(new NamedEventSerializer());
      persistenceExceptionResolver(uniqueViolation());
    }
  }

  // Axon's own resolvers do not recognise pgjdbc's exception, so that a conflict would look like a
  // broken database.
  private static PersistenceExceptionResolver uniqueViolation() {
    return exception -> exception instanceof SQLException sql && isConflict(sql);
  }

  private static boolean isConflict(SQLException failure) {
    return "23505".equals(failure.getSQLState());
  }

  @Override
  protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
    if (events.isEmpty()) {
      return;
    }
    Timer.Sample timing = metrics.begin();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert = connection.prepareStatement(APPEND)) {
      bind(connection, insert, events, serializer);
      insert.executeUpdate();
      metrics.stored(timing, events.size());
    } catch (SQLException failure) {
      metrics.refused(timing, isConflict(failure));
      handlePersistenceException(failure, events.getFirst());
    }
  }

  private static void bind(
      Connection connection,
      PreparedStatement insert,
      List<? extends EventMessage<?>> events,
      Serializer serializer)
      throws SQLException {
    int size = events.size();
    String[] streams = new String[size];
    Long[] sequences = new Long[size];
    UUID[] ids = new UUID[size];
    String[] types = new String[size];
    Integer[] revisions = new Integer[size];
    Timestamp[] times = new Timestamp[size];
    @Nullable String[] traces = new @Nullable String[size];
    String[] payloads = new String[size];
    for (int i = 0; i < size; i++) {
      DomainEventMessage<?> event = (DomainEventMessage<?>) events.get(i);
      EventType type = EventType.of((DomainEvent) event.getPayload());
      streams[i] = event.getAggregateIdentifier();
      sequences[i] = event.getSequenceNumber();
      ids[i] = UUID.fromString(event.getIdentifier());
      types[i] = type.eventName();
      revisions[i] = type.revision();
      times[i] = Timestamp.from(event.getTimestamp().truncatedTo(ChronoUnit.MICROS));
      traces[i] = (String) event.getMetaData().get(TRACEPARENT);
      payloads[i] = serializer.serialize(event.getPayload(), String.class).getData();
    }
    insert.setArray(1, connection.createArrayOf("text", streams));
    insert.setArray(2, connection.createArrayOf("int8", sequences));
    insert.setArray(3, connection.createArrayOf("uuid", ids));
    insert.setArray(4, connection.createArrayOf("text", types));
    insert.setArray(5, connection.createArrayOf("int4", revisions));
    insert.setArray(6, connection.createArrayOf("timestamptz", times));
    insert.setArray(7, connection.createArrayOf("text", traces));
    insert.setArray(8, connection.createArrayOf("text", payloads));
  }

  @Override
  protected Stream<? extends DomainEventData<?>> readEventData(String stream, long firstSequence) {
    return jdbc.query(READ, (row, number) -> entry(stream, row), stream, firstSequence).stream();
  }

  private static DomainEventData<byte[]> entry(String stream, ResultSet row) throws SQLException {
    return new GenericDomainEventEntry<>(
        stream.substring(0, stream.indexOf('/')),
        stream,
        row.getLong("sequence"),
        row.getString("event_id"),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
        row.getString("type"),
        Integer.toString(row.getInt("revision")),
        row.getString("payload").getBytes(StandardCharsets.UTF_8),
        NO_METADATA);
  }

  @Override
  public Optional<Long> lastSequenceNumberFor(String stream) {
    return Optional.ofNullable(
        jdbc.queryForObject(
            "select max(sequence) from event where stream = ?", Long.class, stream));
  }

  /**
   * Refused: the log of everything is Kafka, where order and completeness are guaranteed; positions
   * here are taken before the commit.
   */
  @Override
  protected Stream<? extends TrackedEventData<?>> readEventData(
      @Nullable TrackingToken token, boolean mayBlock) {
    throw new EventStoreException("the store is not tracked: consume the topics instead");
  }

  /** No aggregate asks for one: a stream is read whole. */
  @Override
  protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
    throw new EventStoreException("no snapshot is kept of " + snapshot.getAggregateIdentifier());
  }

  @Override
  protected Stream<? extends DomainEventData<?>> readSnapshotData(String stream) {
    return Stream.empty();
  }

  /** The metadata that carries a trace; empty without one. */
  public static MetaData trace(@Nullable String traceparent) {
    return traceparent == null ? MetaData.emptyInstance() : MetaData.with(TRACEPARENT, traceparent);
  }
}
