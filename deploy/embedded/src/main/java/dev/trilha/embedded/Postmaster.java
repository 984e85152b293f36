package dev.trilha.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server process that a data directory's {@code postmaster.pid} speaks of. It outlives a killed
 * JVM, and the file outlives a killed server; so nothing is believed before the process was looked
 * at.
 *
 * @param started as the server wrote it, to the second
 */
record Postmaster(long pid, Instant started) {
  private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
  private static final String FILE = "postmaster.pid";
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);
  private static final Duration TIME_TO_GO = Duration.ofSeconds(15);

  /**
   * Stops the server that still runs on the data directory, if one does, and waits until its last
   * process is gone. A file left by a server that is no more, whose pid now is another process, is
   * removed: PostgreSQL would refuse to start beside it.
   */
  static void stopLeftover(Path cluster) {
    Optional<Postmaster> written = readFrom(cluster);
    if (written.isEmpty()) {
      return;
    }
    Optional<ProcessHandle> process = ProcessHandle.of(written.get().pid());
    if (process.isPresent() && written.get().isThatOf(cluster, process.get())) {
      log.info("stopping PostgreSQL {} left running on {}", written.get().pid(), cluster);
      PostgresCommand.stop(cluster, PostgresCommand.StopMode.FAST, TIME_TO_GO);
      // Its lock file is gone, so it is harmless already; the wait keeps the list of processes
      // honest. Where nobody collects
      // orphans it would stay a zombie for ever, hence no failure.
      process.get().onExit().completeOnTimeout(process.get(), 5, TimeUnit.SECONDS).join();
    } else if (process.isPresent()) {
      deleteFile(cluster);
    }
    awaitLastProcessOf(cluster);
  }

  static Optional<Postmaster> readFrom(Path cluster) {
    try {
      List<String> lines = Files.readAllLines(cluster.resolve(FILE));
      return Optional.of(
          new Postmaster(
              Long.parseLong(lines.get(0).strip()),
              Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()))));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      log.warn("{} in {} cannot be read: {}", FILE, cluster, e.toString());
      return Optional.empty();
    }
  }

  /**
   * By program and data directory, or, where the system hides the arguments, by program and time of
   * start.
   */
  boolean isThatOf(Path cluster, ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    boolean postgres =
        info.command().map(Path::of).filter(program -> program.endsWith("postgres")).isPresent();
    if (!postgres) {
      return false;
    }
    Optional<String[]> arguments = info.arguments().filter(all -> all.length > 0);
    if (arguments.isPresent()) {
      return Arrays.asList(arguments.get()).contains(cluster.toString());
    }
    return info.startInstant()
        .filter(start -> Duration.between(start, started).abs().compareTo(CLOCK_TOLERANCE) < 0)
        .isPresent();
  }

  /**
   * The processes of a server that was killed go by themselves, but not at once, and hold the
   * shared memory until then. Where there is no /proc this cannot be seen; PostgreSQL then finds
   * them itself and refuses to start.
   */
  static void awaitLastProcessOf(Path cluster) {
    Instant deadline = Instant.now().plus(TIME_TO_GO);
    for (ProcessHandle process : processesIn(cluster)) {
      long left = Math.max(1, Duration.between(Instant.now(), deadline).toMillis());
      try {
        process.onExit().get(left, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ServerFailed("interrupted while PostgreSQL stopped", e);
      } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
        throw new ServerFailed("process %d still works on %s".formatted(process.pid(), cluster), e);
      }
    }
  }

  private static List<ProcessHandle> processesIn(Path cluster) {
    return ProcessHandle.allProcesses()
        .filter(process -> {
          try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                .equals(cluster);
          } catch (IOException | UnsupportedOperationException | SecurityException unknown) {
            return false;
          }
        })
        .toList();
  }

  private static void deleteFile(Path cluster) {
    try {
      Files.deleteIfExists(cluster.resolve(FILE));
    } catch (IOException e) {
      throw new ServerFailed("cannot remove the left %s of %s".formatted(FILE, cluster), e);
    }
  }
}
