package dev.trilha.command.eventstore;

import dev.trilha.schemas.Json;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * The newest snapshot of each stream that has one: a cache. Whoever empties the table loses some
 * time and nothing else.
 */
final class SnapshotTable {
  private static final String WRITE =
      """
      insert into snapshot (stream, sequence, type, revision, taken_at, payload)
      values (?, ?, ?, ?, ?, ?::json)
      on conflict (stream) do update set
        sequence = excluded.sequence, type = excluded.type, revision = excluded.revision,
        taken_at = excluded.taken_at, payload = excluded.payload
      where snapshot.sequence < excluded.sequence or snapshot.revision < excluded.revision
      """;
  private static final String READ =
      "select sequence, type, revision, taken_at, payload from snapshot where stream = ?";
  private static final byte[] NO_METADATA = "{}".getBytes(StandardCharsets.UTF_8);

  private final JdbcTemplate jdbc;
  private final List<SnapshotType> types;

  SnapshotTable(JdbcTemplate jdbc, List<SnapshotType> types) {
    this.jdbc = jdbc;
    this.types = List.copyOf(types);
  }

  void write(DomainEventMessage<?> snapshot) {
    Object state = snapshot.getPayload();
    SnapshotType type =
        types.stream()
            .filter(known -> known.type() == state.getClass())
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(state.getClass() + " has no name as a snapshot"));
    jdbc.update(
        WRITE,
        snapshot.getAggregateIdentifier(),
        snapshot.getSequenceNumber(),
        type.name(),
        type.revision(),
        Timestamp.from(snapshot.getTimestamp()),
        Json.mapper().writeValueAsString(state));
  }

  /** The snapshot, unless this version of the service knows nothing of its kind. */
  Optional<DomainEventData<byte[]>> read(String stream) {
    return jdbc.query(READ, (row, number) -> entry(stream, row), stream).stream()
        .filter(snapshot -> isKnown(snapshot.getPayload().getType()))
        .findFirst();
  }

  private boolean isKnown(SerializedType found) {
    return types.stream()
        .anyMatch(type ->
            type.name().equals(found.getName())
                && Integer.toString(type.revision()).equals(found.getRevision()));
  }

  private static DomainEventData<byte[]> entry(String stream, ResultSet row) throws SQLException {
    return new GenericDomainEventEntry<>(
        stream.substring(0, stream.indexOf('/')),
        stream,
        row.getLong("sequence"),
        stream,
        instant(row),
        row.getString("type"),
        Integer.toString(row.getInt("revision")),
        row.getString("payload").getBytes(StandardCharsets.UTF_8),
        NO_METADATA);
  }

  private static Instant instant(ResultSet row) throws SQLException {
    return row.getObject("taken_at", OffsetDateTime.class).toInstant();
  }

  /** Writes and reads states under the names of their types. */
  Jackson3Serializer serializer() {
    return new StateSerializer();
  }

  private final class StateSerializer extends Jackson3Serializer {
    StateSerializer() {
      super(Jackson3Serializer.builder());
    }

    @Override
    @SuppressWarnings("rawtypes") // Axon's signature.
    public SerializedType typeForClass(Class type) {
      return types.stream()
          .filter(known -> known.type() == type)
          .<SerializedType>map(
              known -> new SimpleSerializedType(known.name(), Integer.toString(known.revision())))
          .findFirst()
          .orElseGet(() -> super.typeForClass(type));
    }

    @Override
    public Class<?> classForType(SerializedType type) {
      return types.stream()
          .filter(known -> known.name().equals(type.getName()))
          .<Class<?>>map(SnapshotType::type)
          .findFirst()
          .orElseGet(() -> super.classForType(type));
    }

    @Override
    protected ObjectWriter getWriter() {
      return Json.mapper().writer();
    }

    @Override
    protected ObjectReader getReader(Class<?> type) {
      return types.stream().anyMatch(known -> known.type() == type)
          ? Json.mapper().readerFor(type)
          : super.getReader(type);
    }
  }
}
