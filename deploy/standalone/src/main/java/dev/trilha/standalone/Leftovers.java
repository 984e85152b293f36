package dev.trilha.standalone;

import dev.trilha.embedded.PostgresServer;
import dev.trilha.embedded.ServerFailed;
import dev.trilha.standalone.part.RunFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Processes that outlived their launcher, because that one was killed. */
final class Leftovers {
  /** Services first: they are clients of the others. */
  private static final List<String> PROCESSES =
      List.of("command", "query", "notification", "kafka");

  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private Leftovers() {}

  /** Stops them all and answers the names of those that were there. */
  static List<String> stop(DataFolder folder) {
    RunFolder run = folder.run();
    var names = new ArrayList<>(run.stopLeftovers(PROCESSES, PATIENCE));
    if (run.find("postgres").isPresent()) {
      names.add("postgres");
    }
    try {
      // It has its own way to be found and stopped: asked as the others are, it would wait for its
      // clients to leave.
      PostgresServer.stopLeftover(folder.postgres());
    } catch (ServerFailed e) {
      throw new PlatformFailed("PostgreSQL of an earlier run does not stop: " + e.getMessage(), e);
    }
    run.forget("postgres");
    return names;
  }
}
