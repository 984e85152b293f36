package dev.trilha.query.notice;

import dev.trilha.query.notice.Notice.Posted;
import dev.trilha.query.notice.NoticeBoard.Ends;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * The one thread, with the one connection, on which this replica hears of notices. A notification
 * only says that there is something: what it is stands on the board. So nothing is lost with a
 * connection, and a notification that comes twice changes nothing.
 */
class NoticeListener implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(NoticeListener.class);
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(5);
  private static final long NOWHERE = -1;
  private static final int PAGE = 1_000;

  private final DataSource dataSource;
  private final NoticeBoard board;
  private final List<NoticeReader> readers;
  private final NoticeSettings settings;
  private final Counter reconnects;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean connected;
  private @Nullable Thread thread;

  // Only the listening thread touches these.
  private long readUpTo = NOWHERE;
  private long nextTrim = System.nanoTime();

  /**
   * @param dataSource makes connections of its own: what is notified on one of a pool is nobody's
   */
  NoticeListener(
      DataSource dataSource,
      NoticeBoard board,
      List<NoticeReader> readers,
      NoticeSettings settings,
      MeterRegistry registry) {
    this.dataSource = dataSource;
    this.board = board;
    this.readers = List.copyOf(readers);
    this.settings = settings;
    reconnects =
        Counter.builder("trilha.notice.reconnects")
            .description("Times that the connection which listens was lost or could not be made")
            .register(registry);
    Gauge.builder("trilha.notice.listening", () -> connected ? 1 : 0)
        .description("1 while this replica hears what others project")
        .register(registry);
  }

  @Override
  public synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().name("notice").daemon().start(this::listenUntilStopped);
    }
  }

  @Override
  public synchronized void stop() {
    stopping.countDown();
    if (thread != null) {
      try {
        if (!thread.join(TIME_TO_STOP)) {
          log.warn("the listener did not end within {}", TIME_TO_STOP);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null && thread.isAlive();
  }

  private void listenUntilStopped() {
    Duration retry = settings.firstRetry();
    boolean wanted = true;
    while (wanted) {
      try {
        listen();
        return;
      } catch (SQLException | DataAccessException lost) {
        retry = connected ? settings.firstRetry() : longer(retry);
        connected = false;
        reconnects.increment();
        log.warn("not listening, trying again in {} ms: {}", retry.toMillis(), lost.getMessage());
        wanted = !stopped(retry);
      } catch (RuntimeException bug) {
        connected = false;
        retry = settings.longestRetry();
        log.error("a notice could not be handed on; it is passed over", bug);
        readUpTo = NOWHERE;
        wanted = !stopped(retry);
      }
    }
  }

  private Duration longer(Duration retry) {
    Duration doubled = retry.multipliedBy(2);
    return doubled.compareTo(settings.longestRetry()) < 0 ? doubled : settings.longestRetry();
  }

  private boolean stopped(Duration pause) {
    try {
      return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void listen() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("LISTEN " + NoticeBoard.CHANNEL);
      PGConnection postgres = connection.unwrap(PGConnection.class);
      catchUp();
      connected = true;
      while (stopping.getCount() > 0) {
        boolean rang = postgres.getNotifications((int) settings.look().toMillis()).length > 0;
        if (rang || isAnybodyInterested()) {
          handOn();
        } else if (!connection.isValid(1)) {
          throw new SQLException("the connection is dead");
        }
        trim();
      }
    } finally {
      if (stopping.getCount() == 0) {
        connected = false;
      }
    }
  }

  /** After the connection was away: what was posted meanwhile rang for nobody. */
  private void catchUp() {
    Ends ends = board.ends();
    if (readUpTo == NOWHERE || !ends.reachBackTo(readUpTo)) {
      passOverTo(ends.newest());
    }
    handOn();
  }

  /** What lies before it is gone, or was never meant for this replica. */
  private void passOverTo(long newest) {
    readUpTo = newest;
    readers.forEach(NoticeReader::missedSome);
  }

  private boolean isAnybodyInterested() {
    return readers.stream().anyMatch(NoticeReader::isInterested);
  }

  private void handOn() {
    // Asked first: whoever becomes interested after the question below sees all of this by itself.
    long newest = board.ends().newest();
    if (!isAnybodyInterested()) {
      readUpTo = Math.max(readUpTo, newest);
      return;
    }
    List<Posted> page;
    do {
      page = board.after(readUpTo, PAGE);
      if (!page.isEmpty()) {
        // Asked behind the page: others trim while this replica stands still, between any two
        // steps.
        Ends ends = board.ends();
        if (!ends.reachBackTo(readUpTo)) {
          passOverTo(ends.newest());
          return;
        }
        List<Posted> read = page;
        readers.forEach(reader -> reader.read(read));
        readUpTo = page.getLast().id();
      }
    } while (page.size() == PAGE && stopping.getCount() > 0);
  }

  private void trim() {
    if (System.nanoTime() - nextTrim >= 0) {
      board.trim(settings.keep());
      nextTrim = System.nanoTime() + settings.trimEvery().toNanos();
    }
  }
}
