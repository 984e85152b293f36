package dev.trilha.standalone.part;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one part running: launches it once the parts it needs are ready, restarts it when it dies,
 * with growing pauses, until it is told to stop. All that changes does so in one thread; the others
 * ask, wait and wish.
 */
public final class SupervisedPart {
  private static final Logger log = LoggerFactory.getLogger(SupervisedPart.class);
  private static final Duration PROBE_EVERY = Duration.ofMillis(200);

  private final Part part;
  private final List<SupervisedPart> needs;
  private final Supervision supervision;
  private final Backoff backoff;
  private final PartListener listener;
  private final RunFolder runFolder;
  private final InstantSource clock;
  private final Thread thread;

  // Guarded by this.
  private PartState state = PartState.STOPPED;
  private Instant since;
  private int restarts;
  private boolean wasReady;
  private boolean stopping;
  private @Nullable Running running;

  public SupervisedPart(
      Part part,
      List<SupervisedPart> needs,
      Supervision supervision,
      RunFolder runFolder,
      PartListener listener,
      InstantSource clock,
      RandomGenerator random) {
    this.part = part;
    this.needs = List.copyOf(needs);
    this.supervision = supervision;
    this.backoff = new Backoff(supervision.firstPause(), supervision.longestPause(), random);
    this.runFolder = runFolder;
    this.listener = listener;
    this.clock = clock;
    this.since = clock.instant();
    this.thread = Thread.ofVirtual().name("supervises " + part.name()).unstarted(this::supervise);
  }

  public void start() {
    thread.start();
  }

  public String name() {
    return part.name();
  }

  public int port() {
    return part.port();
  }

  public synchronized PartState state() {
    return state;
  }

  /** When the state last changed. */
  public synchronized Instant since() {
    return since;
  }

  /** How often the part was launched again after its first launch. */
  public synchronized int restarts() {
    return restarts;
  }

  /** Of the process that runs now; empty when none does. */
  public synchronized OptionalLong pid() {
    return running == null ? OptionalLong.empty() : OptionalLong.of(running.pid());
  }

  /** Ends the part without warning, as if it had crashed. It will be restarted. */
  public void kill() {
    Running now;
    synchronized (this) {
      now = running;
    }
    if (now == null) {
      throw new IllegalStateException(name() + " does not run");
    }
    now.kill();
  }

  /** Waits until the part is ready; false when it failed, was stopped, or the time is up. */
  public synchronized boolean awaitReady(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (state != PartState.READY && state != PartState.FAILED && !stopping) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(Math.max(1, left / 1_000_000));
    }
    return state == PartState.READY;
  }

  /** Stops the part for good and returns when its process is gone. */
  public void stop() {
    synchronized (this) {
      stopping = true;
      notifyAll();
    }
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        // Leaving now would leave a process.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void supervise() {
    int launches = 0;
    try {
      while (awaitNeeds()) {
        if (launches++ > 0) {
          synchronized (this) {
            restarts++;
          }
        }
        move(PartState.STARTING);
        Instant launched = clock.instant();
        String end = liveOnce(launched);
        if (isStopping()) {
          break;
        }
        if (!hasBeenReady() && launches >= supervision.attempts()) {
          move(PartState.FAILED);
          listener.failed(this, end);
          return;
        }
        if (Duration.between(launched, clock.instant()).compareTo(supervision.steadyAfter()) >= 0) {
          backoff.reset();
        }
        Duration pause = backoff.next();
        move(PartState.BACKOFF);
        listener.died(this, end, pause);
        if (sleepUnlessStopping(pause)) {
          break;
        }
      }
      if (!isStopping()) {
        move(PartState.FAILED);
        listener.failed(this, "what it needs has failed");
        return;
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread; if somebody does, stopping is the only sensible answer.
      log.warn("supervision of {} was interrupted", name());
    } catch (RuntimeException | Error e) {
      log.error("supervision of {} failed", name(), e);
      synchronized (this) {
        if (state.mayBecome(PartState.FAILED)) {
          changeTo(PartState.FAILED);
        }
      }
      listener.changed(this);
      listener.failed(this, e.toString());
      return;
    }
    synchronized (this) {
      if (state != PartState.STOPPED) {
        changeTo(PartState.STOPPED);
      }
    }
    listener.changed(this);
  }

  /** Answers how it ended. */
  private String liveOnce(Instant launched) throws InterruptedException {
    Running life;
    try {
      life = part.start();
    } catch (Exception e) {
      log.warn("{} cannot be launched", name(), e);
      return String.valueOf(e.getMessage());
    }
    ProcessHandle.of(life.pid()).ifPresent(process -> runFolder.remember(name(), process));
    synchronized (this) {
      running = life;
    }
    // Asked for once: of a process, every asker gets another future, and they don't complete
    // together.
    CompletableFuture<String> end = life.onExit();
    var _ =
        end.whenComplete((_, _) -> {
          synchronized (this) {
            notifyAll();
          }
        });
    listener.changed(this);
    try {
      if (!awaitReadiness(life, end, launched)) {
        return end.getNow("no answer within " + supervision.timeToStart().toSeconds() + " s");
      }
      // Told first: whoever waits for the state goes on when it changes.
      listener.ready(this, Duration.between(launched, clock.instant()));
      synchronized (this) {
        wasReady = true;
      }
      move(PartState.READY);
      synchronized (this) {
        while (!stopping && !end.isDone()) {
          wait();
        }
      }
      return end.getNow("stopped");
    } finally {
      life.stop();
      synchronized (this) {
        running = null;
      }
      runFolder.forget(name());
    }
  }

  private boolean awaitReadiness(Running life, CompletableFuture<String> end, Instant launched)
      throws InterruptedException {
    while (!isStopping() && !end.isDone()) {
      if (life.isReady()) {
        return true;
      }
      if (Duration.between(launched, clock.instant()).compareTo(supervision.timeToStart()) > 0) {
        return false;
      }
      synchronized (this) {
        wait(PROBE_EVERY.toMillis());
      }
    }
    return false;
  }

  /** False when this part is to stop, or something it needs will never be ready. */
  private boolean awaitNeeds() throws InterruptedException {
    for (SupervisedPart need : needs) {
      while (!isStopping() && !need.awaitReady(PROBE_EVERY)) {
        if (need.state() == PartState.FAILED || need.isStopping()) {
          return false;
        }
      }
    }
    return !isStopping();
  }

  private synchronized boolean sleepUnlessStopping(Duration pause) throws InterruptedException {
    long deadline = System.nanoTime() + pause.toNanos();
    for (long left = pause.toNanos(); !stopping && left > 0; left = deadline - System.nanoTime()) {
      wait(Math.max(1, left / 1_000_000));
    }
    return stopping;
  }

  private void move(PartState next) {
    synchronized (this) {
      changeTo(next);
    }
    listener.changed(this);
  }

  private synchronized void changeTo(PartState next) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException(
          "%s is %s and cannot become %s".formatted(name(), state, next));
    }
    state = next;
    since = clock.instant();
    notifyAll();
  }

  private synchronized boolean isStopping() {
    return stopping;
  }

  private synchronized boolean hasBeenReady() {
    return wasReady;
  }

  @Override
  public String toString() {
    return "%s %s".formatted(name(), state());
  }
}
