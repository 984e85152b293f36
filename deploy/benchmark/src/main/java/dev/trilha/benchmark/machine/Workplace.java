package dev.trilha.benchmark.machine;

import dev.trilha.embedded.Directories;
import dev.trilha.embedded.PostgresServer;
import dev.trilha.standalone.part.ChildProcess;
import dev.trilha.standalone.part.RunFolder;
import dev.trilha.standalone.part.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * The folder of a benchmark and everything that it starts. Closing it stops all of it, servers
 * after those who use them, and deletes what it wrote but for the logs; what a killed benchmark
 * left is stopped by the next.
 */
public final class Workplace implements AutoCloseable {
  /** Everything that may be started as a process, by name. */
  static final List<String> PARTS =
      List.of("trilha", "stock", "guides", "empty", "road", "query", "kafka");

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path folder;
  private final FileChannel lock;
  private final RunFolder run;
  // Both guarded by this.
  private final List<Running> processes = new ArrayList<>();
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private volatile boolean closing;

  private Workplace(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
    this.run = new RunFolder(scratch());
  }

  /**
   * @param folder for the scratch of the run, its logs and its lock
   * @throws BenchmarkFailed when another benchmark works there
   */
  public static Workplace open(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("benchmark.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw new BenchmarkFailed("another benchmark runs in " + folder);
      }
      var workplace = new Workplace(folder, channel);
      workplace.sweep();
      Files.createDirectories(workplace.scratch());
      Directories.delete(workplace.logs());
      Files.createDirectories(workplace.logs());
      return workplace;
    } catch (IOException e) {
      throw new BenchmarkFailed("%s cannot be used: %s".formatted(folder, e), e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException heldInThisJvm) {
      return false;
    }
  }

  private void sweep() {
    if (Files.exists(scratch())) {
      run.stopLeftovers(PARTS, PATIENCE);
      PostgresServer.stopLeftover(postgres());
      Directories.delete(scratch());
    }
  }

  /** On the disk that the project is on, and gone with the run. */
  public Path scratch() {
    return folder.resolve("run");
  }

  Path postgres() {
    return scratch().resolve("postgres");
  }

  public Path log(String part) {
    return logs().resolve(part + ".log");
  }

  private Path logs() {
    return folder.resolve("logs");
  }

  /**
   * Starts a process and waits until it is ready.
   *
   * @param part one of {@link #PARTS}
   * @throws BenchmarkFailed when it ends or is not ready in time
   */
  Running start(
      String part,
      List<String> command,
      Map<String, String> environment,
      BooleanSupplier ready,
      Duration atMost)
      throws InterruptedException {
    if (!PARTS.contains(part)) {
      throw new IllegalArgumentException("no part " + part);
    }
    Running process;
    synchronized (this) {
      requireOpen();
      try {
        process = ChildProcess.launch(command, environment, log(part), ready, PATIENCE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      processes.add(process);
      ProcessHandle.of(process.pid()).ifPresent(handle -> run.remember(part, handle));
    }
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!process.isReady()) {
      if (process.onExit().isDone()) {
        throw new BenchmarkFailed(
            "%s ended with %s; its log is %s".formatted(part, process.onExit().join(), log(part)));
      }
      if (System.nanoTime() - deadline > 0) {
        throw new BenchmarkFailed(
            "%s did not get ready within %d s; its log is %s"
                .formatted(part, atMost.toSeconds(), log(part)));
      }
      Thread.sleep(100);
    }
    return process;
  }

  /** Has it closed with the workplace. */
  synchronized void own(AutoCloseable other) {
    requireOpen();
    owned.push(other);
  }

  private void requireOpen() {
    if (closing) {
      throw new BenchmarkFailed("the benchmark was stopped");
    }
  }

  /** Whether somebody asked to close it: what fails then is no failure. */
  public boolean isClosing() {
    return closing;
  }

  @Override
  public void close() {
    closing = true;
    synchronized (this) {
      if (!lock.isOpen()) {
        return;
      }
      stopProcesses();
      while (!owned.isEmpty()) {
        try {
          owned.pop().close();
        } catch (Exception e) {
          System.err.println("cannot be stopped: " + e);
        }
      }
      Directories.delete(scratch());
      try {
        lock.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void stopProcesses() {
    try (var stopping = Executors.newVirtualThreadPerTaskExecutor()) {
      processes.forEach(process -> stopping.execute(process::stop));
    }
  }
}
