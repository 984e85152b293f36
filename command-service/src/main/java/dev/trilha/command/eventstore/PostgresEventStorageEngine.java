package dev.trilha.command.eventstore;

import dev.trilha.command.problem.Refusal;
import dev.trilha.schemas.DomainEvent;
import dev.trilha.schemas.EventType;
import dev.trilha.schemas.StreamId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
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
 * Axon's event storage on the table {@code event}. When an append returns, its events are durable,
 * all of them or none; appends that come together share one commit ({@link GroupCommit}).
 */
public final class PostgresEventStorageEngine extends AbstractEventStorageEngine
    implements AutoCloseable {
  /** The metadata kept with an event: the W3C trace of the request that caused it. */
  public static final String TRACEPARENT = "traceparent";

  private static final String READ =
      """
      select sequence, event_id, type, revision, recorded_at, payload from event
      where stream = ? and sequence >= ? order by sequence limit ?
      """;

  /** Of a stream, at once; the next when these are used up. */
  private static final int PAGE = 1_000;

  /** An event of a roadmap is a whole version of it, of megabytes. */
  private static final int PAGE_OF_ROADMAPS = 1;

  private static final byte[] NO_METADATA = "{}".getBytes(StandardCharsets.UTF_8);

  private final GroupCommit commits;
  private final SnapshotTable snapshots;
  private final JdbcTemplate jdbc;
  private final AppendMetrics metrics;

  public PostgresEventStorageEngine(
      DataSource dataSource,
      EventStoreSettings settings,
      List<SnapshotType> snapshotTypes,
      MeterRegistry meters) {
    JdbcTemplate jdbc = new JdbcTemplate(dataSource);
    SnapshotTable snapshots = new SnapshotTable(jdbc, snapshotTypes);
    super(new Builder(snapshots));
    this.metrics = new AppendMetrics(meters);
    this.commits = new GroupCommit(new EventInsert(dataSource), settings, metrics);
    this.jdbc = jdbc;
    this.snapshots = snapshots;
  }

  private static final class Builder extends AbstractEventStorageEngine.Builder {
    Builder(SnapshotTable snapshots) {
      eventSerializer(new NamedEventSerializer());
      snapshotSerializer(snapshots.serializer());
      persistenceExceptionResolver(uniqueViolation());
    }
  }

  // Axon's own resolvers do not recognise pgjdbc's exception, so that a conflict would look like a
  // broken database.
  private static PersistenceExceptionResolver uniqueViolation() {
    return exception -> exception instanceof SQLException sql && SqlStates.isConflict(sql);
  }

  @Override
  protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
    if (events.isEmpty()) {
      return;
    }
    List<EventRow> rows = events.stream().map(event -> row(event, serializer)).toList();
    Timer.Sample timing = metrics.begin();
    try {
      commits.append(rows);
      metrics.stored(timing, rows.size());
    } catch (Refusal.Busy busy) {
      metrics.busy(timing);
      throw busy;
    } catch (InterruptedException givenUp) {
      Thread.currentThread().interrupt();
      metrics.refused(timing, false);
      throw new EventStoreException("the caller gave up before anything was stored", givenUp);
    } catch (SQLException failure) {
      metrics.refused(timing, SqlStates.isConflict(failure));
      handlePersistenceException(failure, events.getFirst());
    }
  }

  private static EventRow row(EventMessage<?> message, Serializer serializer) {
    DomainEventMessage<?> event = (DomainEventMessage<?>) message;
    EventType type = EventType.of((DomainEvent) event.getPayload());
    return new EventRow(
        event.getAggregateIdentifier(),
        event.getSequenceNumber(),
        UUID.fromString(event.getIdentifier()),
        type.eventName(),
        type.revision(),
        event.getTimestamp().truncatedTo(ChronoUnit.MICROS),
        (String) event.getMetaData().get(TRACEPARENT),
        serializer.serialize(event.getPayload(), String.class).getData());
  }

  @Override
  protected Stream<? extends DomainEventData<?>> readEventData(String stream, long firstSequence) {
    int size = StreamId.parse(stream) instanceof StreamId.OfRoadmap ? PAGE_OF_ROADMAPS : PAGE;
    return Stream.iterate(
            page(stream, firstSequence, size),
            page -> !page.isEmpty(),
            page ->
                page.size() < size
                    ? List.of()
                    : page(stream, page.getLast().getSequenceNumber() + 1, size))
        .flatMap(List::stream);
  }

  private List<DomainEventData<byte[]>> page(String stream, long firstSequence, int size) {
    return jdbc.query(READ, (row, number) -> entry(stream, row), stream, firstSequence, size);
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

  @Override
  protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
    snapshots.write(snapshot);
  }

  @Override
  protected Stream<? extends DomainEventData<?>> readSnapshotData(String stream) {
    return snapshots.read(stream).stream();
  }

  /** Stores what waits, and takes nothing any more. */
  @Override
  public void close() {
    commits.close();
  }

  /** The metadata that carries a trace; empty without one. */
  public static MetaData trace(@Nullable String traceparent) {
    return traceparent == null ? MetaData.emptyInstance() : MetaData.with(TRACEPARENT, traceparent);
  }
}
