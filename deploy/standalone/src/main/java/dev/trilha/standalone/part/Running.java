package dev.trilha.standalone.part;

import java.util.concurrent.CompletableFuture;

/** One life of a part. */
public interface Running {
  long pid();

  /** Completes when this life is over, with how it ended in a few words. */
  CompletableFuture<String> onExit();

  /** Whether the part answers now. May take a second or two to find out. */
  boolean isReady();

  /** Asks the part to stop, makes it stop when it takes too long, and returns when it is gone. */
  void stop();

  /** Ends the part without warning (SIGKILL). */
  void kill();
}
