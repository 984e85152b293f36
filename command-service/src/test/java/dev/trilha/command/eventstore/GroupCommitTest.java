package dev.trilha.command.eventstore;

import static dev.trilha.command.eventstore.Appends.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trilha.command.eventstore.EventStoreSettings.Engine;
import dev.trilha.command.problem.Refusal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer of events, over a database that stops and refuses when the test says so. */
class GroupCommitTest {
  private static final int WAITING = 4;

  /** Each statement takes a permit before it commits. */
  private final Semaphore commits = new Semaphore(0);

  private final List<List<String>> statements = new CopyOnWriteArrayList<>();
  private final List<String> stored = new CopyOnWriteArrayList<>();

  /** SQL state by stream. */
  private final Map<String, String> refused = new ConcurrentHashMap<>();

  private final List<Future<?>> pending = new ArrayList<>();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private Duration patience = Duration.ofMinutes(1);
  private final GroupCommit store = store();

  private GroupCommit store() {
    return new GroupCommit(
        this::insert,
        new EventStoreSettings(
            Engine.GROUP_COMMIT, 1, 100, WAITING, patience, Duration.ofSeconds(20)),
        new AppendMetrics(new SimpleMeterRegistry()));
  }

  private void insert(List<EventRow> rows) throws SQLException {
    List<String> streams = rows.stream().map(EventRow::stream).toList();
    statements.add(streams);
    commits.acquireUninterruptibly();
    for (String stream : streams) {
      if (refused.containsKey(stream)) {
        throw new SQLException("refused", refused.get(stream));
      }
    }
    stored.addAll(streams);
  }

  @AfterEach
  void stop() {
    commits.release(1000);
    store.close();
    callers.shutdownNow();
  }

  @Test
  void whatComesWhileAStatementIsUnderWayGoesTogether() throws Exception {
    occupyTheLane();
    List<Future<?>> appends = new ArrayList<>();
    appends.add(append("second"));
    appends.add(append("third"));
    untilWaiting(2);
    commits.release(2);

    for (Future<?> append : appends) {
      append.get();
    }
    assertThat(statements).hasSize(2);
    assertThat(statements.get(1)).containsExactlyInAnyOrder("second", "third");
  }

  @ParameterizedTest
  @ValueSource(strings = {"22P02", "23505", "54000", "40P01"})
  void whatTheDatabaseRefusesFailsAlone(String sqlState) throws Exception {
    refused.put("refused", sqlState);
    occupyTheLane();
    Future<?> before = append("before");
    Future<?> alone = append("refused");
    Future<?> after = append("after");
    untilWaiting(3);
    commits.release(100);

    before.get();
    after.get();
    assertThatThrownBy(alone::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(SQLException.class);
    assertThat(stored).containsExactlyInAnyOrder("first", "before", "after");
  }

  @Test
  void aDatabaseThatIsGoneIsNotAskedForEachAppend() {
    refused.put("any", "08006");
    occupyTheLane();
    Future<?> any = append("any");
    Future<?> another = append("another");
    untilWaiting(2);
    commits.release(100);

    assertThatThrownBy(any::get).hasCauseInstanceOf(SQLException.class);
    assertThatThrownBy(another::get).hasCauseInstanceOf(SQLException.class);
    assertThat(statements).hasSize(2);
  }

  @Test
  void streamsAreWrittenInOneOrderWhateverOrderTheyCameIn() throws Exception {
    occupyTheLane();
    List<Future<?>> appends = new ArrayList<>();
    for (String stream : List.of("c", "a", "b")) {
      appends.add(append(stream));
      untilWaiting(appends.size());
    }
    commits.release(100);

    for (Future<?> append : appends) {
      append.get();
    }
    assertThat(statements.get(1)).containsExactly("a", "b", "c");
  }

  @Test
  void whatWaitsTooLongIsRefusedAndNotStored() {
    patience = Duration.ofMillis(20);
    GroupCommit impatient = store();
    try {
      pending.add(append(impatient, "first"));
      untilStatements(1);

      assertThatThrownBy(append(impatient, "late")::get).hasCauseInstanceOf(Refusal.Busy.class);
      commits.release(100);
      await("the first was never stored").until(() -> stored.size() == 1);
      assertThat(stored).containsExactly("first");
    } finally {
      impatient.close();
    }
  }

  @Test
  void whatFindsTheQueueFullIsRefusedAndNotStored() throws Exception {
    occupyTheLane();
    for (int i = 0; i < WAITING; i++) {
      pending.add(append("waiting-" + i));
    }
    untilWaiting(WAITING);

    assertThatThrownBy(append("one too many")::get).hasCauseInstanceOf(Refusal.Busy.class);
    commits.release(100);
    await("the others were never stored").until(() -> stored.size() == 1 + WAITING);
    assertThat(stored).doesNotContain("one too many");
  }

  @Test
  void aCallerThatGivesUpBeforeAWriterHasItStoresNothing() throws Exception {
    occupyTheLane();
    Future<?> given = append("given up");
    untilWaiting(1);
    given.cancel(true);
    await("it still waits").until(() -> store.waiting() == 0);
    Future<?> last = append("last");
    commits.release(100);

    last.get();
    assertThat(stored).containsExactly("first", "last");
  }

  @Test
  void aCallerInterruptedWhileAWriterHasItLearnsTheOutcome() throws Exception {
    CountDownLatch known = new CountDownLatch(1);
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                store.append(rows("first", 1));
                if (Thread.currentThread().isInterrupted()) {
                  known.countDown();
                }
              } catch (SQLException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    untilStatements(1);
    caller.interrupt();
    commits.release();

    await("the caller never learned that it was stored").until(() -> known.getCount() == 0);
    assertThat(stored).containsExactly("first");
  }

  @Test
  void whatWaitsIsStoredBeforeTheEnd() throws Exception {
    occupyTheLane();
    Future<?> waiting = append("waiting");
    untilWaiting(1);
    commits.release(100);
    store.close();

    waiting.get();
    assertThat(stored).containsExactly("first", "waiting");
    assertThatThrownBy(append("too late")::get).hasCauseInstanceOf(Refusal.Busy.class);
  }

  /** The only lane has a statement under way until the test lets it commit. */
  private void occupyTheLane() {
    pending.add(append("first"));
    untilStatements(1);
  }

  private Future<?> append(String stream) {
    return append(store, stream);
  }

  private Future<?> append(GroupCommit to, String stream) {
    Callable<Void> append =
        () -> {
          to.append(rows(stream, 1));
          return null;
        };
    return callers.submit(append);
  }

  private void untilStatements(int count) {
    await("statement " + count + " never began").until(() -> statements.size() == count);
  }

  private void untilWaiting(int count) {
    await(count + " appends never waited").until(() -> store.waiting() == count);
  }
}
