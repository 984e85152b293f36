package dev.trilha.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a JVM of ours. */
final class JavaProcess {
  /**
   * Ten times the JVM's own thresholds. While services start, its optimising compiler would take
   * the cores from them for methods that run for seconds only; what stays hot reaches these soon.
   */
  private static final List<String> LATE_OPTIMISATION =
      List.of(
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4MinInvocationThreshold=6000",
          "-XX:Tier4CompileThreshold=150000",
          "-XX:Tier4BackEdgeThreshold=400000");

  private JavaProcess() {}

  static List<String> command(int heapMegabytes, List<String> rest) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    // Several small JVMs share few cores: the collector without threads of its own starts soonest
    // and takes least.
    command.add("-XX:+UseSerialGC");
    command.addAll(LATE_OPTIMISATION);
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(rest);
    return command;
  }
}
