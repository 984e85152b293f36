package dev.trilha.query.notice;

import static dev.trilha.query.Curriculum.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.query.Curriculum.Walk;
import dev.trilha.query.RunningService;
import dev.trilha.query.notice.Notice.Posted;
import dev.trilha.query.notice.NoticeBoard.Ends;
import dev.trilha.schemas.StreamId.OfEnrollment;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A second listener on the database of the running service: what another replica would hear. */
class NoticeIT extends RunningService {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final Walk gil = Walk.of(fresh("gil"), "java");
  private final String subject = Notice.learner(gil.learner().value());
  private final Heard heard = new Heard();

  @Autowired private DataSource dataSource;
  @Autowired private NoticeBoard board;
  @Autowired private PlatformTransactionManager transactions;
  private NoticeListener listener;

  private static final class Heard implements NoticeReader {
    private final List<Posted> notices = new CopyOnWriteArrayList<>();
    private final AtomicInteger missed = new AtomicInteger();
    private final Semaphore going = new Semaphore(1);

    @Override
    public boolean isInterested() {
      return true;
    }

    @Override
    public void read(List<Posted> read) {
      notices.addAll(read);
      going.acquireUninterruptibly();
      going.release();
    }

    @Override
    public void missedSome() {
      missed.incrementAndGet();
    }
  }

  @BeforeEach
  void listen() {
    // On an empty board nobody can tell what was trimmed from what was never committed.
    post(0);
    listener =
        new NoticeListener(
            dataSource,
            board,
            List.of(heard),
            new NoticeSettings(
                1_000_000,
                Duration.ofMinutes(10),
                Duration.ofSeconds(10),
                Duration.ofMillis(10),
                Duration.ofMillis(100)),
            new SimpleMeterRegistry());
    listener.start();
    await().alias("never listening").atMost(TEN_SECONDS).until(() -> heard.missed.get() == 1);
  }

  @AfterEach
  void stop() {
    // Wakes it, since it would only look again after a while.
    post(0);
    listener.stop();
  }

  private Notice notice(long version) {
    var stream = new OfEnrollment(gil.learner(), gil.roadmap());
    return new Notice("progress", stream, version, List.of(subject), "{}");
  }

  private void post(long version) {
    new TransactionTemplate(transactions)
        .executeWithoutResult(_ -> board.post(List.of(notice(version))));
  }

  private List<Long> versions() {
    return heard.notices.stream()
        .filter(posted -> posted.notice().subjects().contains(subject))
        .map(posted -> posted.notice().version())
        .toList();
  }

  private void hears(Long... versions) {
    await()
        .alias("never heard")
        .atMost(TEN_SECONDS)
        .untilAsserted(() -> assertThat(versions()).containsExactly(versions));
  }

  @Test
  void whatOneReplicaProjectsAnotherHears() {
    feed.event(0, gil.enrolled());

    hears(1L);
    assertThat(heard.notices.getLast().notice().content())
        .contains(gil.learner().value(), "\"version\":1");
  }

  @Test
  void whatIsRolledBackIsNeverHeard() {
    new TransactionTemplate(transactions)
        .executeWithoutResult(status -> {
          board.post(List.of(notice(1)));
          status.setRollbackOnly();
        });
    post(2);

    hears(2L);
  }

  @Test
  void whoCommitsLaterHasTheLargerId() throws InterruptedException {
    var first = new CountDownLatch(1);
    var second = new CountDownLatch(1);
    CompletableFuture<Void> slow =
        CompletableFuture.runAsync(
            () ->
                new TransactionTemplate(transactions)
                    .executeWithoutResult(_ -> {
                      board.post(List.of(notice(1)));
                      first.countDown();
                      awaitLatch(second);
                    }),
            Thread::startVirtualThread);
    assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Void> quick =
        CompletableFuture.runAsync(() -> post(2), Thread::startVirtualThread);
    await()
        .alias("the second never waited for the first")
        .atMost(TEN_SECONDS)
        .until(this::isSomebodyWaiting);
    assertThat(quick).isNotDone();

    second.countDown();
    slow.join();
    quick.join();

    hears(1L, 2L);
    assertThat(heard.notices.stream().map(Posted::id)).isSorted();
  }

  private boolean isSomebodyWaiting() {
    return jdbc.sql(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
        .query(Boolean.class)
        .single();
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoStoodStillWhileOthersTrimmedIsToldThatSomeIsMissing() {
    heard.going.acquireUninterruptibly();
    post(1);
    hears(1L);
    post(2);
    post(3);
    board.trim(1);

    heard.going.release();

    await().alias("never told").atMost(TEN_SECONDS).until(() -> heard.missed.get() == 2);
    post(4);
    hears(1L, 4L);
  }

  @Test
  void onlyTheNewestAreKept() {
    for (long version = 1; version <= 5; version++) {
      post(version);
    }
    long newest = board.ends().newest();

    board.trim(2);

    Ends ends = board.ends();
    assertThat(ends.newest()).isEqualTo(newest);
    assertThat(ends.oldest()).isGreaterThan(newest - 2);
    assertThat(ends.reachBackTo(newest - 2)).isTrue();
    assertThat(ends.reachBackTo(newest - 3)).isFalse();
    assertThat(ends.reachBackTo(newest)).isTrue();
    assertThat(ends.reachBackTo(newest + 1)).isFalse();
  }
}
