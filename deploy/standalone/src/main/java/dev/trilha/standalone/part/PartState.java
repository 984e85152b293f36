package dev.trilha.standalone.part;

import java.util.Set;

/** Where a part is in its life. */
public enum PartState {
  /** Not running: not started yet, or stopped on purpose. */
  STOPPED,
  /** Launched, not answering yet. */
  STARTING,
  /** Answering. */
  READY,
  /** Died; started again after a pause. */
  BACKOFF,
  /** Could not be started at all; nobody tries again. */
  FAILED;

  boolean mayBecome(PartState next) {
    return switch (this) {
      case STOPPED -> Set.of(STARTING, FAILED).contains(next);
      case STARTING -> Set.of(READY, BACKOFF, FAILED, STOPPED).contains(next);
      case READY -> Set.of(BACKOFF, STOPPED).contains(next);
      case BACKOFF -> Set.of(STARTING, FAILED, STOPPED).contains(next);
      case FAILED -> next == STOPPED;
    };
  }
}
