package dev.trilha.benchmark.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much of a JVM's heap is in use once everything that can go is gone. */
public final class LiveHeap {
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
  private static final int PATIENCE_SECONDS = 60;

  private LiveHeap() {}

  /**
   * Of another JVM of the same user, which collects its garbage for it. Not of this one: it stands
   * still until its answer was read.
   */
  public static long bytes(long pid) {
    try {
      Process jcmd =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                  Long.toString(pid),
                  "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      jcmd.onExit()
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .exceptionally(_ -> jcmd.destroyForcibly());
      return total(new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new BenchmarkFailed("jcmd cannot be run: " + e.getMessage(), e);
    }
  }

  /** The last line of a histogram of live objects. */
  static long total(String histogram) {
    Matcher matcher = TOTAL.matcher(histogram);
    if (!matcher.find()) {
      throw new BenchmarkFailed("jcmd tells no total: " + histogram.lines().findFirst().orElse(""));
    }
    return Long.parseLong(matcher.group(1));
  }
}
