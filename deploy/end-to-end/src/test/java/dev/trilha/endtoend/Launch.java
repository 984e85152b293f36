package dev.trilha.endtoend;

import static org.awaitility.Awaitility.await;

import dev.trilha.standalone.part.ChildProcess;
import dev.trilha.standalone.part.Running;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;

/** Starts processes and waits for them. */
final class Launch {
  private static final Duration TIME_TO_START = Duration.ofMinutes(2);
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(30);

  private Launch() {}

  /**
   * @param logs folder of what they say
   * @param ready whether it answers
   * @throws IOException when it ends instead
   */
  static Running of(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path logs,
      BooleanSupplier ready)
      throws IOException {
    Path log = logs.resolve(name + ".log");
    Running process = ChildProcess.launch(command, environment, log, ready, TIME_TO_STOP);
    try {
      await("%s never was ready; see %s".formatted(name, log))
          .atMost(TIME_TO_START)
          .until(() -> process.onExit().isDone() || process.isReady());
    } catch (ConditionTimeoutException late) {
      process.kill();
      throw late;
    }
    if (process.onExit().isDone()) {
      throw new IOException("%s ended: %s; see %s".formatted(name, process.onExit().join(), log));
    }
    return process;
  }
}
