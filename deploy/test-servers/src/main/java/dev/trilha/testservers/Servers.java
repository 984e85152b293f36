package dev.trilha.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The two ways to have servers. Which one is decided once per JVM, said, and written down. */
interface Servers {
  /** Of the module whose tests run. */
  Path BUILD = Path.of("target");

  /** The line that was printed, for whoever checks the run. */
  Path WRITTEN_DOWN = BUILD.resolve("test-servers.txt");

  TestPostgres startPostgres();

  TestKafka startKafka();

  /** Those that {@link Choice} found. */
  static Servers ofThisRun() {
    return OfThisRun.SERVERS;
  }

  /** Decides when the first test asks. */
  final class OfThisRun {
    private static final Servers SERVERS = choose();

    private OfThisRun() {}

    private static Servers choose() {
      Choice choice = Choice.made();
      say("test servers: %s (%s)".formatted(choice.kind().said(), choice.reason()));
      return switch (choice.kind()) {
        case CONTAINERS -> new ContainerServers();
        case EMBEDDED -> new EmbeddedServers();
      };
    }

    private static void say(String line) {
      System.out.println(line);
      try {
        if (Files.isDirectory(BUILD)) {
          Files.writeString(WRITTEN_DOWN, line + System.lineSeparator());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
