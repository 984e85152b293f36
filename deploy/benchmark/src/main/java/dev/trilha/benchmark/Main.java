package dev.trilha.benchmark;

import dev.trilha.benchmark.machine.BenchmarkFailed;
import dev.trilha.benchmark.machine.Workplace;
import dev.trilha.embedded.ServerFailed;
import dev.trilha.standalone.PlatformFailed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Behind {@code ./trilha bench}. Ends with 0 when everything ran and every acknowledged tick was
 * found, with 2 when it was called wrongly, with 1 otherwise. What goes wrong is told in one line.
 */
public final class Main {
  private static final Map<String, Plan> PLANS =
      Map.of("--quick", Plan.QUICK, "--relay", Plan.RELAY, "--reads", Plan.READS);

  private Main() {}

  /**
   * Property {@code trilha.home}: the project's folder. Argument: {@code --quick}, {@code --relay},
   * {@code --reads}, or none.
   */
  public static void main(String[] arguments) {
    List<String> flags = List.of(arguments);
    if (flags.size() > 1 || !PLANS.keySet().containsAll(flags)) {
      System.err.println("trilha: bench takes --quick, --relay, --reads, or nothing");
      System.exit(2);
    }
    // Before the first logger is made: what the servers' own logs say is in files.
    System.setProperty("logback.configurationFile", "dev/trilha/standalone/logback-quiet.xml");
    Plan plan = flags.isEmpty() ? Plan.FULL : PLANS.getOrDefault(flags.getFirst(), Plan.FULL);
    Path home = Path.of(System.getProperty("trilha.home", "")).toAbsolutePath().normalize();
    System.exit(run(plan, home));
  }

  private static int run(Plan plan, Path home) {
    try (Workplace workplace = Workplace.open(Benchmark.folder(home))) {
      // Also after Ctrl-C nothing is left running.
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(workplace::close));
      endAfter(plan);
      try {
        if (new Benchmark(plan, home).run(workplace)) {
          return 0;
        }
        System.err.println("trilha: acknowledged ticks are not where they belong");
      } catch (RuntimeException | IOException e) {
        if (!workplace.isClosing()) {
          throw e;
        }
      }
    } catch (BenchmarkFailed | ServerFailed | PlatformFailed e) {
      System.err.println("trilha: " + e.getMessage());
    } catch (IOException | UncheckedIOException e) {
      System.err.println("trilha: " + e);
    } catch (InterruptedException e) {
      System.err.println("trilha: interrupted");
    }
    return 1;
  }

  private static void endAfter(Plan plan) {
    Thread.ofPlatform()
        .daemon()
        .name("limit")
        .start(() -> {
          try {
            TimeUnit.NANOSECONDS.sleep(plan.atMost().toNanos());
            System.err.println("trilha: the benchmark did not end in time");
            System.exit(1);
          } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
          }
        });
  }
}
