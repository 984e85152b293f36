package dev.trilha.command.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The one statement that writes events: any number of rows, one round trip, one commit. */
final class EventInsert implements GroupCommit.Insert {
  private static final String SQL =
      """
      insert into event (stream, sequence, event_id, type, revision, recorded_at, traceparent, payload)
      select stream, sequence, event_id, type, revision, recorded_at, traceparent, payload::json
      from unnest(?::text[], ?::bigint[], ?::uuid[], ?::text[], ?::int[], ?::timestamptz[], ?::text[], ?::text[])
        with ordinality as row (stream, sequence, event_id, type, revision, recorded_at, traceparent, payload, place)
      order by place
      """;

  // A lane that waits for a database that went silent stores nothing for anybody.
  private static final int PATIENCE_MILLIS = 10_000;

  private final DataSource dataSource;

  EventInsert(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  public void insert(List<EventRow> rows) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      connection.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
      bind(connection, statement, rows);
      statement.executeUpdate();
    }
  }

  private static void bind(Connection connection, PreparedStatement insert, List<EventRow> rows)
      throws SQLException {
    int size = rows.size();
    String[] streams = new String[size];
    Long[] sequences = new Long[size];
    UUID[] ids = new UUID[size];
    String[] types = new String[size];
    Integer[] revisions = new Integer[size];
    Timestamp[] times = new Timestamp[size];
    @Nullable String[] traces = new @Nullable String[size];
    String[] payloads = new String[size];
    for (int i = 0; i < size; i++) {
      EventRow row = rows.get(i);
      streams[i] = row.stream();
      sequences[i] = row.sequence();
      ids[i] = row.eventId();
      types[i] = row.type();
      revisions[i] = row.revision();
      times[i] = Timestamp.from(row.recordedAt());
      traces[i] = row.traceparent();
      payloads[i] = row.payload();
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
}
