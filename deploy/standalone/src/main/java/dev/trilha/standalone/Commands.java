package dev.trilha.standalone;

import dev.trilha.standalone.part.RunFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Does what was typed, and answers the exit code: 0 done, 1 not possible, 2 not understood, 3 not
 * running.
 */
final class Commands {
  private static final Duration TIME_TO_START = Duration.ofMinutes(3);
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(40);
  private static final int NOT_RUNNING = 3;

  private final PrintStream out;

  Commands(PrintStream out) {
    this.out = out;
  }

  int run(CommandLine line) throws IOException, InterruptedException {
    var folder = new DataFolder(line.settings().data());
    return switch (line.word()) {
      case START -> start(line.settings());
      case STOP -> stop(folder);
      case RESET -> reset(folder);
      case STATUS -> status(folder, line.json());
      case LOGS -> logs(folder, String.valueOf(line.part()), line.follow());
      case BENCH -> Bench.run(line.settings().home(), line.quick());
      case HELP -> help();
    };
  }

  private int start(PlatformSettings settings) throws InterruptedException {
    Platform platform = Platform.start(settings, out::println);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(() -> {
                  out.println("stopping");
                  platform.close();
                  out.println("stopped");
                }));
    try {
      platform.awaitReady(TIME_TO_START);
    } catch (PlatformFailed e) {
      if (platform.isClosing()) {
        // Stopped while it started: that is no failure.
        platform.awaitClosed();
        return 0;
      }
      platform.close();
      throw e;
    }
    int port = settings.ports().gateway();
    out.printf(
        """

        Trilha      http://localhost:%1$d
        Slack       http://localhost:%1$d/slack
        try         curl http://localhost:%1$d/v1/roadmaps
        stop with Ctrl-C; everything is kept in %2$s
        """,
        port, settings.data());
    platform.awaitClosed();
    return 0;
  }

  private int stop(DataFolder folder) {
    if (!folder.isOurs()) {
      out.println("nothing runs: there is no data in " + folder.path());
      return 0;
    }
    Optional<ProcessHandle> launcher =
        PlatformStatus.ofRunning(folder.run()).flatMap(status -> status.launcher().find());
    if (launcher.isPresent()) {
      launcher.get().destroy();
      launcher
          .get()
          .onExit()
          .completeOnTimeout(launcher.get(), TIME_TO_STOP.toSeconds(), TimeUnit.SECONDS)
          .join();
      if (launcher.get().isAlive()) {
        throw new PlatformFailed(
            "the launcher (pid %d) does not stop".formatted(launcher.get().pid()));
      }
    }
    List<String> leftovers = Leftovers.stop(folder);
    if (!leftovers.isEmpty()) {
      out.println("stopped what a killed launcher left: " + String.join(", ", leftovers));
    } else {
      out.println(launcher.isPresent() ? "stopped" : "nothing runs");
    }
    return 0;
  }

  private int reset(DataFolder folder) {
    if (!folder.exists()) {
      out.println("nothing to delete: there is no " + folder.path());
      return 0;
    }
    if (!folder.isOurs()) {
      throw new PlatformFailed(
          "%s is no data folder of Trilha; nothing was deleted".formatted(folder.path()));
    }
    stop(folder);
    folder.delete();
    out.println("deleted " + folder.path());
    return 0;
  }

  private int status(DataFolder folder, boolean json) {
    RunFolder run = folder.run();
    Optional<PlatformStatus> status = PlatformStatus.ofRunning(run);
    if (status.isEmpty()) {
      out.println(
          json ? "{\"running\":false,\"parts\":{}}" : "Trilha does not run on " + folder.path());
      return NOT_RUNNING;
    }
    if (json) {
      out.println(status.get().toJson());
    } else {
      out.print(status.get().toText());
    }
    return status.get().isReady() ? 0 : 1;
  }

  private int logs(DataFolder folder, String part, boolean follow)
      throws IOException, InterruptedException {
    Path file = folder.logs().resolve(part + ".log");
    if (!Files.exists(file) && !follow) {
      throw new PlatformFailed("there is no log of %s in %s yet".formatted(part, folder.logs()));
    }
    var log = new LogFollower(file);
    if (follow) {
      log.follow(out);
    }
    log.printNew(out);
    return 0;
  }

  private int help() {
    out.print(
        """
        Trilha on this machine.

          ./trilha                 start everything; Ctrl-C stops it
          ./trilha stop            stop it from elsewhere, and whatever a killed launcher left
          ./trilha status [--json] what runs where (exit code 0: all ready, 3: nothing runs)
          ./trilha logs PART [-f]  a part's log; PART is one of %s
          ./trilha reset           stop and delete all data
          ./trilha bench [--quick] measure on this machine how fast ticks are taken and projected; see deploy/benchmark
          ./trilha help            this

        Flags, and the variables that do the same:
          --port N                 TRILHA_PORT             where people and programs come in (%d)
          --PART-port N            TRILHA_PART_PORT        PART is command, query, notification, postgres, kafka or kafka-controller
          --free-ports                                     take ports that are free
          --data FOLDER            TRILHA_DATA             where everything is kept (./data)
        """
            .formatted(String.join(", ", CommandLine.LOGGED), Ports.DEFAULT.gateway()));
    return 0;
  }
}
