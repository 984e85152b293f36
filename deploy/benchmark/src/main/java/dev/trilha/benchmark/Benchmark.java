package dev.trilha.benchmark;

import dev.trilha.benchmark.machine.BenchmarkFailed;
import dev.trilha.benchmark.machine.LoadProcess;
import dev.trilha.benchmark.machine.Servers;
import dev.trilha.benchmark.machine.Workplace;
import dev.trilha.benchmark.report.Report;
import dev.trilha.benchmark.report.Surroundings;
import dev.trilha.benchmark.store.StoreCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One go: the taking of ticks in rounds against what it is compared with, then the whole road, then
 * what is asked of it, then the report. Whatever was acknowledged is looked up in the stores on the
 * way.
 */
final class Benchmark {
  private final Plan plan;
  private final Path home;

  /**
   * @param home the project's folder
   */
  Benchmark(Plan plan, Path home) {
    this.plan = plan;
    this.home = home;
  }

  static Path folder(Path home) {
    return home.resolve("deploy").resolve("benchmark").resolve("target");
  }

  /**
   * Runs everything in the workplace, which the caller closes.
   *
   * @return whether every acknowledged tick was found where it belongs
   * @throws BenchmarkFailed when it cannot be carried through
   */
  boolean run(Workplace workplace) throws IOException, InterruptedException {
    Path folder = folder(home);
    Map<String, String> surroundings = Surroundings.of(home);
    surroundings.put("run", plan.name());
    Path journals = workplace.scratch().resolve("journals");
    try (var raw = new RawLog(folder.resolve("raw.jsonl"))) {
      LoadProcess load = LoadProcess.start(workplace, journals);
      var session = new Session(plan, new Servers(home, workplace), load, journals, raw);
      if (plan.rounds() > 0) {
        new Rounds(session, home).run();
      }
      if (plan.roadRounds() > 0) {
        new Road(session).run();
      } else {
        new RelayAlone(session, home).run();
      }
      surroundings.put("load after", "%.2f".formatted(Surroundings.load()));
      session.figures().count("seconds_in_all", Math.round(session.secondsSoFar()));
      List<StoreCheck> checks = session.checks();
      var report =
          new Report(
              session.figures(), surroundings, checks.stream().map(StoreCheck::toString).toList());
      report.write(folder);
      System.out.println();
      System.out.print(report.table());
      System.out.println(
          "written to %s: report.md, report.svg, report.json, raw.jsonl".formatted(folder));
      return checks.stream().allMatch(StoreCheck::passed);
    }
  }
}
