package dev.trilha.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Runs PostgreSQL's programs as an ordinary user: they refuse to work for root. */
final class PostgresCommand {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  enum StopMode {
    /** Ends every connection and writes a checkpoint. */
    FAST,
    /** Leaves at once; the next start recovers from the WAL. */
    IMMEDIATE
  }

  private PostgresCommand() {}

  /** A process yet to be started. Its pid will be that of the program itself. */
  static ProcessBuilder of(String program, List<String> arguments) {
    var command = new ArrayList<String>();
    if (isRoot()) {
      // A user namespace in which we are nobody; unshare becomes the program, so the pid stays the
      // same.
      command.addAll(List.of("unshare", "--user"));
    }
    command.add(PostgresFiles.unpacked().resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command);
    // Nothing of the caller's shell may change the server: PGPORT, PGDATA, locale.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
    builder.environment().put("LANG", "C");
    builder.environment().put("TZ", "UTC");
    return builder;
  }

  static void initialize(Path cluster, String superuser, Path passwordFile) {
    run(
        "initdb",
        List.of(
            "--pgdata=" + cluster,
            "--username=" + superuser,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            // The same order of text on every machine, whatever its C library.
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C"));
  }

  static void stop(Path cluster, StopMode mode, Duration patience) {
    run(
        "pg_ctl",
        List.of(
            "stop",
            "--pgdata=" + cluster,
            "--mode=" + mode.name().toLowerCase(Locale.ROOT),
            "--wait",
            "--timeout=" + patience.toSeconds()));
  }

  private static void run(String program, List<String> arguments) {
    try {
      Process process = of(program, arguments).redirectErrorStream(true).start();
      process.getOutputStream().close();
      // The output is small; a hanging program is ended by the watch below, which closes the
      // stream.
      process
          .onExit()
          .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          .exceptionally(late -> process.destroyForcibly());
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit != 0) {
        throw new ServerFailed("%s ended with %d: %s".formatted(program, exit, output.strip()));
      }
    } catch (IOException e) {
      throw new ServerFailed("%s cannot be run: %s".formatted(program, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerFailed("interrupted while %s ran".formatted(program), e);
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }
}
