package dev.trilha.standalone.part;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A part that lives and dies as a test tells it. */
final class FakePart implements Part {
  private final String name;
  private final boolean answers;
  final List<Life> lives = new CopyOnWriteArrayList<>();
  volatile boolean cannotBeLaunched;

  FakePart(String name, boolean answers) {
    this.name = name;
    this.answers = answers;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int port() {
    return 1;
  }

  @Override
  public Running start() {
    var life = new Life(answers);
    lives.add(life);
    if (cannotBeLaunched) {
      throw new IllegalStateException("no such program");
    }
    return life;
  }

  static final class Life implements Running {
    private final boolean answers;
    private final CompletableFuture<String> end = new CompletableFuture<>();

    private Life(boolean answers) {
      this.answers = answers;
    }

    @Override
    public long pid() {
      return ProcessHandle.current().pid();
    }

    @Override
    public CompletableFuture<String> onExit() {
      // As a process does: another future for everyone who asks, completed a moment later.
      return end.thenApplyAsync(how -> how);
    }

    @Override
    public boolean isReady() {
      return answers;
    }

    @Override
    public void stop() {
      end.complete("stopped");
    }

    @Override
    public void kill() {
      end.complete("killed");
    }
  }
}
