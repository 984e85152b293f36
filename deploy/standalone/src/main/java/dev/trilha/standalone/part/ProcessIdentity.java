package dev.trilha.standalone.part;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that is not confused with another one that got its pid later.
 *
 * @param startedAtMillis when the process began, in milliseconds since 1970
 */
public record ProcessIdentity(long pid, long startedAtMillis) {
  /**
   * The system derives the time of start from its boot time, which a clock correction may move a
   * little.
   */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /**
   * Of a process that runs; empty when it is gone already or belongs to somebody we cannot look at.
   */
  public static Optional<ProcessIdentity> of(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(started -> new ProcessIdentity(process.pid(), started.toEpochMilli()));
  }

  public static ProcessIdentity ofThisProcess() {
    return of(ProcessHandle.current())
        .orElseThrow(() -> new IllegalStateException("the system hides when this process began"));
  }

  /** The process, if it still runs. Never one that merely has its pid. */
  public Optional<ProcessHandle> find() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> of(process).filter(this::isSame).isPresent());
  }

  private boolean isSame(ProcessIdentity other) {
    Duration apart =
        Duration.between(
            Instant.ofEpochMilli(startedAtMillis), Instant.ofEpochMilli(other.startedAtMillis));
    return pid == other.pid && apart.abs().compareTo(TOLERANCE) <= 0;
  }
}
