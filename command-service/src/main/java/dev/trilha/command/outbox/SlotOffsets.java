package dev.trilha.command.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.storage.OffsetBackingStore;
import org.apache.kafka.connect.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Tells Debezium to go on where the slot stands. Debezium wants a store of offsets beside the slot,
 * and two memories can contradict each other: an offset behind the slot, or lost, or from a backup.
 * So nothing is stored here; the slot is asked.
 *
 * <p>Debezium also asks, each time it moves the slot, where to: then the answer is what was
 * acknowledged and noted since. It makes the instance by name, which finds by the session's name
 * what it belongs to.
 */
public final class SlotOffsets implements OffsetBackingStore {
  static final String URL = "offset.storage.slot.url";
  static final String USER = "offset.storage.slot.user";
  static final String PASSWORD = "offset.storage.slot.password";
  static final String SLOT = "offset.storage.slot.name";
  static final String SESSION = "offset.storage.slot.session";

  private static final String POSITION =
      """
      select (confirmed_flush_lsn - '0/0'::pg_lsn)::bigint from pg_replication_slots
      where slot_name = ? and database = current_database()
      """;

  private static final Map<String, LongSupplier> SESSIONS = new ConcurrentHashMap<>();

  private Map<String, String> settings = Map.of();

  /**
   * @param session unlike any other of this JVM
   * @param movable where the slot may move to, as a position in the WAL; 0 for nowhere yet
   */
  static void begin(String session, LongSupplier movable) {
    SESSIONS.put(session, movable);
  }

  static void end(String session) {
    SESSIONS.remove(session);
  }

  @Override
  public void configure(WorkerConfig config) {
    settings = config.originalsStrings();
  }

  @Override
  public Future<Map<ByteBuffer, ByteBuffer>> get(Collection<ByteBuffer> partitions) {
    LongSupplier session = SESSIONS.get(String.valueOf(settings.get(SESSION)));
    long movable = session == null ? 0 : session.getAsLong();
    long lsn = movable == 0 ? position() : movable;
    ByteBuffer offset = ByteBuffer.wrap(offset(lsn).getBytes(StandardCharsets.UTF_8));
    Map<ByteBuffer, ByteBuffer> offsets = new HashMap<>();
    partitions.forEach(partition -> offsets.put(partition, offset.duplicate()));
    return CompletableFuture.completedFuture(offsets);
  }

  /**
   * Without {@code lsn_proc}: with it Debezium takes the change that stands at this place for one
   * that it had, and the slot's place, the end of a commit, is where the next change begins, maybe
   * the second of a transaction that was not over. PostgreSQL itself sends just what is not
   * confirmed.
   */
  private static String offset(long lsn) {
    return "{\"lsn\":%1$d,\"lsn_commit\":%1$d,\"ts_usec\":0}".formatted(lsn);
  }

  private long position() {
    try (Connection connection =
            DriverManager.getConnection(
                settings.get(URL), settings.get(USER), settings.get(PASSWORD));
        PreparedStatement query = connection.prepareStatement(POSITION)) {
      query.setString(1, settings.get(SLOT));
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          throw new ConnectException("there is no replication slot " + settings.get(SLOT));
        }
        return row.getLong(1);
      }
    } catch (SQLException failure) {
      throw new ConnectException("cannot ask where the replication slot stands", failure);
    }
  }

  /** Nothing to store: {@link #get} knows. */
  @Override
  public Future<Void> set(Map<ByteBuffer, ByteBuffer> offsets, @Nullable Callback<Void> callback) {
    if (callback != null) {
      callback.onCompletion(null, null);
    }
    return CompletableFuture.allOf();
  }

  @Override
  public Set<Map<String, Object>> connectorPartitions(String connector) {
    return Set.of();
  }

  @Override
  public void start() {}

  @Override
  public void stop() {}
}
