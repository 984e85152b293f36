package dev.trilha.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a JVM of ours. */
final class JavaProcess {
  private JavaProcess() {}

  static List<String> command(int heapMegabytes, List<String> rest) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    // Several small JVMs share few cores: the collector without threads of its own starts soonest
    // and takes least.
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(rest);
    return command;
  }
}
