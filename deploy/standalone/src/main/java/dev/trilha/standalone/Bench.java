package dev.trilha.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The benchmark: a program of its own, because it runs the launcher's parts in its own way. */
final class Bench {
  private static final int HEAP_MEGABYTES = 512;
  private static final long PATIENCE_SECONDS = 60;

  private Bench() {}

  /**
   * Runs it in this terminal; it tells by itself what it does.
   *
   * @return its exit code
   */
  static int run(Path home, boolean quick) throws IOException, InterruptedException {
    Process benchmark = new ProcessBuilder(command(home, quick)).inheritIO().start();
    Thread end = Thread.ofPlatform().name("stop").unstarted(() -> stop(benchmark));
    Runtime.getRuntime().addShutdownHook(end);
    return benchmark.waitFor();
  }

  static List<String> command(Path home, boolean quick) {
    List<String> command =
        new ArrayList<>(
            JavaProcess.command(
                HEAP_MEGABYTES, List.of("-Dtrilha.home=" + home, "-jar", jar(home).toString())));
    if (quick) {
      command.add("--quick");
    }
    return command;
  }

  private static Path jar(Path home) {
    Path target = home.resolve("deploy").resolve("benchmark").resolve("target");
    if (Files.isDirectory(target)) {
      try (var jars = Files.newDirectoryStream(target, "benchmark-[0-9]*.jar")) {
        for (Path jar : jars) {
          return jar;
        }
      } catch (IOException e) {
        throw new PlatformFailed("%s cannot be read: %s".formatted(target, e), e);
      }
    }
    throw new PlatformFailed(
        "the benchmark is not built; run ./trilha bench, or: mvn -DskipTests package");
  }

  /** Ctrl-C reaches the benchmark too; a signal to the launcher alone does not. */
  private static void stop(Process benchmark) {
    benchmark.destroy();
    try {
      if (!benchmark.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        benchmark.destroyForcibly();
      }
    } catch (InterruptedException e) {
      benchmark.destroyForcibly();
    }
  }
}
