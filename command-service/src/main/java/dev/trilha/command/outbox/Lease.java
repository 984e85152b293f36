package dev.trilha.command.outbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to relay, of one replica at a time: a lock in PostgreSQL, held by a connection that
 * PostgreSQL closes when nothing is heard of it. So it is free again at once when the process ends,
 * and after a while when it is paused, or cut off.
 *
 * <p>The slot alone would do while it is read; before that, when events are sent from the table, it
 * is nobody's.
 */
final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  /** Heard of so often in the time that a lease is good for. */
  private static final int SIGNS = 4;

  private static final String TAKE = "select pg_try_advisory_lock(hashtextextended(?, 0))";

  private final Connection connection;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("outbox-lease").daemon().factory());

  private Lease(Connection connection) {
    this.connection = connection;
  }

  /**
   * @param slot of which relay
   * @param goodFor how long after the last sign of life it is another's
   * @param lost hears that it may be another's now
   * @return nothing when another one has it
   */
  static Optional<Lease> take(
      RelayDatabase database, String slot, Duration goodFor, Consumer<IllegalStateException> lost)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", database.user());
    properties.setProperty("password", database.password());
    properties.setProperty("ApplicationName", "trilha-relay-lease");
    properties.setProperty("connectTimeout", Long.toString(Math.max(1, goodFor.toSeconds() / 2)));
    properties.setProperty("socketTimeout", Long.toString(Math.max(1, goodFor.toSeconds() / 2)));
    properties.setProperty("options", "-c idle_session_timeout=" + goodFor.toMillis());
    Connection connection = DriverManager.getConnection(database.url(), properties);
    boolean taken = false;
    try (PreparedStatement lock = connection.prepareStatement(TAKE)) {
      lock.setString(1, slot);
      try (ResultSet row = lock.executeQuery()) {
        taken = row.next() && row.getBoolean(1);
      }
    } finally {
      if (!taken) {
        connection.close();
      }
    }
    if (!taken) {
      return Optional.empty();
    }
    Lease lease = new Lease(connection);
    long every = Math.max(1, goodFor.toMillis() / SIGNS);
    var _ =
        lease.timer.scheduleWithFixedDelay(
            () -> lease.show(lost), every, every, TimeUnit.MILLISECONDS);
    return Optional.of(lease);
  }

  /**
   * @throws IllegalStateException when it may be another's now
   */
  void require() {
    try (var sign = connection.createStatement()) {
      sign.execute("select 1");
    } catch (SQLException gone) {
      throw new IllegalStateException("PostgreSQL lets another replica relay now", gone);
    }
  }

  private void show(Consumer<IllegalStateException> lost) {
    try {
      require();
    } catch (IllegalStateException gone) {
      lost.accept(gone);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      connection.close();
    } catch (SQLException gone) {
      LOG.debug("The lease was over already: {}", gone.getMessage());
    }
  }
}
