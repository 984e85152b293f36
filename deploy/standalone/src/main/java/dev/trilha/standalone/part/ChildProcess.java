package dev.trilha.standalone.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A part's life as a process of its own. */
public final class ChildProcess implements Running {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Process process;
  private final BooleanSupplier ready;
  private final Duration patience;

  private ChildProcess(Process process, BooleanSupplier ready, Duration patience) {
    this.process = process;
    this.ready = ready;
    this.patience = patience;
  }

  /**
   * Launches a command. What it prints is appended to the log, so that it doesn't depend on the
   * launcher being there to read.
   *
   * @param environment over the launcher's own
   * @param ready whether the part answers
   * @param patience between asking it to stop and making it
   */
  public static ChildProcess launch(
      List<String> command,
      Map<String, String> environment,
      Path log,
      BooleanSupplier ready,
      Duration patience)
      throws IOException {
    var builder = new ProcessBuilder(aloneInItsSession(command));
    builder.environment().putAll(environment);
    Process process =
        builder
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new ChildProcess(process, ready, patience);
  }

  /**
   * Ctrl-C reaches everybody in the terminal's session; the order of stopping is the launcher's
   * business. The pid stays the same.
   */
  private static List<String> aloneInItsSession(List<String> command) {
    var all = new ArrayList<String>();
    if (Files.isExecutable(SETSID)) {
      all.add(SETSID.toString());
    }
    all.addAll(command);
    return all;
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public CompletableFuture<String> onExit() {
    return process.onExit().thenApply(ended -> "exit code " + ended.exitValue());
  }

  @Override
  public boolean isReady() {
    return process.isAlive() && ready.getAsBoolean();
  }

  @Override
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        process.waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void kill() {
    process.destroyForcibly();
  }
}
