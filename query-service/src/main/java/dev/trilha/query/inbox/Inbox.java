package dev.trilha.query.inbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The threads that read Kafka, as long as the application runs. */
class Inbox implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Inbox.class);
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(15);

  private final List<InboxWorker> workers;
  private final List<Thread> threads = new ArrayList<>();

  Inbox(List<InboxWorker> workers) {
    this.workers = List.copyOf(workers);
  }

  List<WorkerState> states() {
    return workers.stream().map(InboxWorker::state).toList();
  }

  @Override
  public synchronized void start() {
    for (int i = threads.size(); i < workers.size(); i++) {
      // Platform threads: few, and always busy.
      threads.add(Thread.ofPlatform().name("inbox-" + i).start(workers.get(i)));
    }
  }

  @Override
  public synchronized void stop() {
    workers.forEach(InboxWorker::stop);
    for (Thread thread : threads) {
      try {
        if (!thread.join(TIME_TO_STOP)) {
          log.warn(
              "{} did not end within {}; what it has not committed is read again",
              thread,
              TIME_TO_STOP);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return threads.stream().anyMatch(Thread::isAlive);
  }
}
