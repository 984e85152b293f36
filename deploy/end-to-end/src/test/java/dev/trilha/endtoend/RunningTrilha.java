package dev.trilha.endtoend;

import dev.trilha.standalone.Platform;
import dev.trilha.standalone.PlatformSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One platform for all tests of this JVM, on free ports and a folder of its own; gone with the JVM.
 */
final class RunningTrilha {
  private static final Duration START = Duration.ofMinutes(4);

  private RunningTrilha() {}

  private static final class Holder {
    private static final Platform PLATFORM = start();
  }

  static Platform platform() {
    return Holder.PLATFORM;
  }

  static Caller caller() {
    return new Caller(platform().baseUrl());
  }

  private static Platform start() {
    try {
      Path data = Files.createTempDirectory("trilha-end-to-end");
      Platform platform =
          Platform.start(
              PlatformSettings.forTest(data)
                  .withEnvironment(
                      Map.of("TRILHA_CELEBRATION_GRACE", "2s", "TRILHA_TEAM_METRICS_EVERY", "1s")),
              System.out::println);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(platform, data)));
      platform.awaitReady(START);
      return platform;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static void stop(Platform platform, Path data) {
    platform.close();
    delete(data);
  }

  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException leftBehind) {
      System.err.println("left behind: " + folder);
    }
  }
}
