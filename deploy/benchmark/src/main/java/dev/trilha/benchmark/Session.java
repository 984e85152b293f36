package dev.trilha.benchmark;

import dev.trilha.benchmark.load.LoadOrder;
import dev.trilha.benchmark.load.LoadResult;
import dev.trilha.benchmark.machine.BenchmarkFailed;
import dev.trilha.benchmark.machine.LoadProcess;
import dev.trilha.benchmark.machine.Server;
import dev.trilha.benchmark.machine.Servers;
import dev.trilha.benchmark.report.Figures;
import dev.trilha.benchmark.store.Store;
import dev.trilha.benchmark.store.StoreCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What all parts of a benchmark share while it runs. */
final class Session {
  private final Plan plan;
  private final Servers servers;
  private final LoadProcess load;
  private final Path journals;
  private final RawLog raw;
  private final Figures figures = new Figures();
  private final List<StoreCheck> checks = new ArrayList<>();
  private final long started = System.nanoTime();

  Session(Plan plan, Servers servers, LoadProcess load, Path journals, RawLog raw) {
    this.plan = plan;
    this.servers = servers;
    this.load = load;
    this.journals = journals;
    this.raw = raw;
  }

  Plan plan() {
    return plan;
  }

  Servers servers() {
    return servers;
  }

  Figures figures() {
    return figures;
  }

  List<StoreCheck> checks() {
    return List.copyOf(checks);
  }

  /** Tells people where the benchmark stands. */
  void say(String words) {
    System.out.printf(Locale.ROOT, "%5.1f s  %s%n", secondsSoFar(), words);
  }

  double secondsSoFar() {
    return (System.nanoTime() - started) / 1e9;
  }

  /**
   * Loads that are not measured, one after the other, until the code under them is compiled and a
   * further one brings no more speed.
   *
   * @param slice one of them
   * @param atMost all of them; where it ends too early, what is measured afterwards is too slow
   */
  void warmUp(LoadOrder slice, Duration atMost) {
    var steadiness = new Steadiness();
    for (long left = millis(atMost); left > 0 && !steadiness.isReached(); left -= slice.millis()) {
      LoadResult result = count(load.run(slice));
      raw.write("warm-up", slice, result);
      steadiness.add(result.ackedPerSecond());
    }
    if (!steadiness.isReached()) {
      say("%s may still become faster after %d s".formatted(slice.name(), atMost.toSeconds()));
    }
  }

  /** A load that is measured. */
  LoadResult run(String phase, LoadOrder order) {
    LoadResult result = count(load.run(order));
    raw.write(phase, order, result);
    if (result.acked() == 0) {
      throw new BenchmarkFailed("%s acknowledged nothing: %s".formatted(order.name(), result));
    }
    return result;
  }

  /** Something that is no load of requests. */
  void note(String phase, String figure, double perSecond) {
    raw.write(phase, figure, perSecond);
    figures.measure(figure, perSecond);
  }

  private LoadResult count(LoadResult result) {
    figures.count("refused", result.refused());
    figures.count("lost", result.lost());
    figures.count("unchanged", result.unchanged());
    return result;
  }

  /** Compares a store with what was acknowledged by what stands before it. */
  StoreCheck check(Store store, Server server, List<String> loads) {
    try {
      StoreCheck check = store.check(server.name(), server.database(), journals, loads);
      checks.add(check);
      say(check.toString());
      return check;
    } catch (IOException | SQLException e) {
      throw new BenchmarkFailed(
          "the store of %s cannot be read: %s".formatted(server.name(), e.getMessage()), e);
    }
  }

  static long millis(Duration time) {
    return time.toMillis();
  }
}
