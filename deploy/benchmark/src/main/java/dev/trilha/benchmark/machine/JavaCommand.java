package dev.trilha.benchmark.machine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a JVM with fixed memory: the same for everything that is compared. */
final class JavaCommand {
  private JavaCommand() {}

  static List<String> of(int heapMegabytes, List<String> rest) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xms%dm".formatted(heapMegabytes));
    command.add("-Xmx%dm".formatted(heapMegabytes));
    // What a JVM chooses by itself within the memory of a small container.
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(rest);
    return command;
  }

  /**
   * A main class of this program, in a JVM of its own.
   *
   * @param flags of the JVM
   */
  static List<String> of(
      int heapMegabytes, List<String> flags, Class<?> main, List<String> arguments) {
    var rest = new ArrayList<>(flags);
    rest.add("-cp");
    rest.add(System.getProperty("java.class.path"));
    rest.add(main.getName());
    rest.addAll(arguments);
    return of(heapMegabytes, rest);
  }
}
