package dev.trilha.query.live;

import dev.trilha.query.notice.Notice.Posted;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one client. Filled by the listener, which never waits; emptied by the client's own
 * virtual thread, which may.
 */
final class LiveClient {
  private final Set<String> subjects;
  private final BlockingQueue<Next> waiting;

  /**
   * @param subjects as in {@link dev.trilha.query.notice.Notice#subjects}
   * @param buffer how many updates may wait
   */
  LiveClient(Set<String> subjects, int buffer) {
    this.subjects = Set.copyOf(subjects);
    waiting = new ArrayBlockingQueue<>(buffer);
  }

  /** What a client is to do next. */
  sealed interface Next {
    record Update(Posted posted) implements Next {}

    /** Updates are missing: the client has to read anew. */
    record Missed() implements Next {}

    /** Nothing more comes. */
    record End() implements Next {}
  }

  Set<String> subjects() {
    return subjects;
  }

  boolean wants(Posted posted) {
    List<String> concerned = posted.notice().subjects();
    return concerned.stream().anyMatch(subjects::contains);
  }

  /**
   * @return false when the client is too slow for it
   */
  boolean offer(Next next) {
    return waiting.offer(next);
  }

  /** Nothing that waits is sent any more; the stream ends. */
  void end() {
    waiting.clear();
    // Whoever fills it meanwhile leaves it full: then this is repeated.
    while (!waiting.offer(new Next.End())) {
      waiting.clear();
    }
  }

  /**
   * @return nothing when nothing came in time
   */
  @Nullable Next next(Duration patience) throws InterruptedException {
    return waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
  }
}
