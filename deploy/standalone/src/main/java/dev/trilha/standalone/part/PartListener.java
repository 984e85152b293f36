package dev.trilha.standalone.part;

import java.time.Duration;

/** Hears what happens to parts, in the parts' own threads: don't block, don't throw. */
public interface PartListener {
  /** State, pid or both are new. */
  default void changed(SupervisedPart part) {}

  /** Answers for the first time in this life; the state follows. */
  default void ready(SupervisedPart part, Duration after) {}

  default void died(SupervisedPart part, String how, Duration pause) {}

  default void failed(SupervisedPart part, String why) {}
}
