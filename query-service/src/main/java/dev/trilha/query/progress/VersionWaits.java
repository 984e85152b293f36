package dev.trilha.query.progress;

import dev.trilha.query.notice.Notice.Posted;
import dev.trilha.query.notice.NoticeReader;
import dev.trilha.query.problem.ProblemException;
import dev.trilha.schemas.StreamId.OfEnrollment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a request wait until an enrollment has reached a version: woken by the notice of whatever
 * replica projected it, and by a coarse look at the database while notices cannot be heard. While
 * it waits it holds no connection.
 */
class VersionWaits implements NoticeReader {
  private final ProgressSettings settings;
  private final Runnable beforeLook;
  private final Semaphore places;
  private final ConcurrentMap<OfEnrollment, List<Semaphore>> waiting = new ConcurrentHashMap<>();

  /**
   * @param beforeLook run before every look at the database, by the thread that looks
   */
  VersionWaits(ProgressSettings settings, Runnable beforeLook) {
    this.settings = settings;
    this.beforeLook = beforeLook;
    places = new Semaphore(settings.maxWaiting());
  }

  /**
   * Returns when the version is reached or the time is over, whichever comes first.
   *
   * @param current the version now; asked again whenever there is reason to
   * @throws ProblemException when too many wait already
   */
  void await(
      OfEnrollment enrollment, long version, Duration patience, Supplier<OptionalLong> current) {
    Duration time =
        patience.compareTo(settings.longestWait()) < 0 ? patience : settings.longestWait();
    if (time.isZero() || reached(current, version)) {
      return;
    }
    if (!places.tryAcquire()) {
      throw ProblemException.tooManyWaiting(settings.maxWaiting());
    }
    Semaphore bell = new Semaphore(0);
    register(enrollment, bell);
    try {
      long deadline = System.nanoTime() + time.toNanos();
      // Asked again after registering: what was committed in between has rung for nobody.
      while (!reached(current, version)) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return;
        }
        if (bell.tryAcquire(Math.min(left, settings.recheck().toNanos()), TimeUnit.NANOSECONDS)) {
          bell.drainPermits();
        }
      }
    } catch (InterruptedException interrupted) {
      // The server is going down: answer with what there is.
      Thread.currentThread().interrupt();
    } finally {
      unregister(enrollment, bell);
      places.release();
    }
  }

  @Override
  public boolean isInterested() {
    return !waiting.isEmpty();
  }

  @Override
  public void read(List<Posted> notices) {
    for (Posted posted : notices) {
      if (posted.notice().stream() instanceof OfEnrollment enrollment) {
        waiting.getOrDefault(enrollment, List.of()).forEach(Semaphore::release);
      }
    }
  }

  @Override
  public void missedSome() {
    waiting.values().forEach(bells -> bells.forEach(Semaphore::release));
  }

  int count() {
    return settings.maxWaiting() - places.availablePermits();
  }

  private boolean reached(Supplier<OptionalLong> current, long version) {
    beforeLook.run();
    return current.get().orElse(0) >= version;
  }

  private void register(OfEnrollment enrollment, Semaphore bell) {
    waiting.compute(
        enrollment,
        (_, bells) -> {
          List<Semaphore> more = bells == null ? new ArrayList<>() : new ArrayList<>(bells);
          more.add(bell);
          return more;
        });
  }

  private void unregister(OfEnrollment enrollment, Semaphore bell) {
    waiting.computeIfPresent(
        enrollment,
        (_, bells) -> {
          List<Semaphore> fewer = new ArrayList<>(bells);
          fewer.remove(bell);
          return fewer.isEmpty() ? null : fewer;
        });
  }
}
