package dev.trilha.benchmark.store;

import dev.trilha.benchmark.machine.BenchmarkFailed;
import dev.trilha.embedded.Database;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's own benchmark program. */
final class Pgbench implements Commits {
  private static final Pattern RESULT = Pattern.compile("tps = (\\d+(?:\\.\\d+)?) ");

  private final Path program;
  private final Database database;
  private final String payload;
  private int runs;

  Pgbench(Path program, Database database, String payload) {
    this.program = program;
    this.database = database;
    this.payload = payload;
  }

  /**
   * @param path folders with programs, as in the environment
   */
  static Optional<Path> find(@Nullable String path) {
    for (String folder : path == null ? new String[0] : path.split(File.pathSeparator)) {
      Path program = Path.of(folder).resolve("pgbench");
      if (Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  @Override
  public double perSecond(Outbox outbox, int rows, Duration time) {
    runs++;
    try {
      Path script = Files.createTempFile("trilha-pgbench", ".sql");
      try {
        Files.writeString(script, script(outbox, rows, payload));
        return result(run(script, time));
      } finally {
        Files.delete(script);
      }
    } catch (IOException e) {
      throw new BenchmarkFailed("pgbench cannot be run: " + e.getMessage(), e);
    }
  }

  private String run(Path script, Duration time) throws IOException {
    var builder =
        new ProcessBuilder(
                program.toString(),
                "--no-vacuum",
                "--protocol=prepared",
                "--client=" + CLIENTS,
                "--jobs=2",
                "--time=" + Math.max(1, time.toSeconds()),
                "--define=run=" + runs,
                "--define=n=0",
                "--file=" + script,
                "--host=" + database.host(),
                "--port=" + database.port(),
                "--username=" + database.user(),
                database.name())
            .redirectErrorStream(true);
    builder.environment().put("PGPASSWORD", database.password());
    Process process = builder.start();
    Thread end = Thread.ofPlatform().unstarted(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(end);
    try {
      process.getOutputStream().close();
      process
          .onExit()
          .orTimeout(time.plusSeconds(60).toSeconds(), TimeUnit.SECONDS)
          .exceptionally(_ -> process.destroyForcibly());
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.onExit().join().exitValue();
      if (exit != 0) {
        throw new BenchmarkFailed("pgbench ended with %d: %s".formatted(exit, output.strip()));
      }
      return output;
    } finally {
      Runtime.getRuntime().removeShutdownHook(end);
    }
  }

  /** Commits per second, as pgbench prints them. */
  static double result(String output) {
    Matcher matcher = RESULT.matcher(output);
    double commits = -1;
    while (matcher.find()) {
      commits = Double.parseDouble(matcher.group(1));
    }
    if (commits < 0) {
      throw new BenchmarkFailed("pgbench prints no result: " + output.strip());
    }
    return commits;
  }

  /** Each client has streams of its own, and counts on through them. */
  static String script(Outbox outbox, int rows, String payload) {
    // Every colon before a word would be a variable to pgbench.
    String literal =
        "E'%s'".formatted(payload.replace("\\", "\\\\").replace("'", "''").replace(":", "\\x3a"));
    String stream = "'enrollment/' || :run || '-' || :client_id || '-' || :learner || '/benchmark'";
    String insert =
        "insert into event (stream, sequence, event_id, type, revision, recorded_at, payload)"
            + " select %s, :n + i, gen_random_uuid(), 'item-completed', 1, now(), %s"
                .formatted(stream, literal)
            + " from generate_series(1, %d) i".formatted(rows);
    return String.join(
        "\n",
        List.of(
            "\\set learner random(1, 2000)",
            "\\set n :n + %d".formatted(rows),
            outbox.around(insert) + ";",
            ""));
  }

  @Override
  public String tool() {
    return "pgbench, %d clients, prepared".formatted(CLIENTS);
  }
}
