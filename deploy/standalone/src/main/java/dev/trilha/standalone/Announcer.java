package dev.trilha.standalone;

import dev.trilha.standalone.part.PartListener;
import dev.trilha.standalone.part.PartLogs;
import dev.trilha.standalone.part.SupervisedPart;
import java.time.Duration;
import java.util.function.Consumer;

/** Says in a line each what becomes of the parts. */
final class Announcer implements PartListener {
  private final Consumer<String> progress;
  private final PartLogs logs;
  private final Runnable whenChanged;

  /**
   * @param whenChanged runs whenever a part's state or pid is new
   */
  Announcer(Consumer<String> progress, PartLogs logs, Runnable whenChanged) {
    this.progress = progress;
    this.logs = logs;
    this.whenChanged = whenChanged;
  }

  @Override
  public void changed(SupervisedPart part) {
    whenChanged.run();
  }

  @Override
  public void ready(SupervisedPart part, Duration after) {
    progress.accept(
        "%-12s ready in %.1f s  (127.0.0.1:%d, pid %d)"
            .formatted(part.name(), seconds(after), part.port(), part.pid().orElse(0)));
  }

  @Override
  public void died(SupervisedPart part, String how, Duration pause) {
    progress.accept(
        "%-12s ended (%s), again in %.1f s".formatted(part.name(), how, seconds(pause)));
  }

  @Override
  public void failed(SupervisedPart part, String why) {
    progress.accept("%-12s failed (%s); see %s".formatted(part.name(), why, logs.of(part.name())));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1_000.0;
  }
}
