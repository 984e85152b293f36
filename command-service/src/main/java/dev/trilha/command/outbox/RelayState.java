package dev.trilha.command.outbox;

import java.util.EnumSet;
import java.util.Set;

/** What the relay is doing. */
enum RelayState {
  STOPPED,
  /** Making sure that topics, slot and log are as they must be, and connecting. */
  STARTING,
  /** Another replica reads; this one takes over when that one is gone. */
  STANDBY,
  /** Sending from the table what the log does not hold. */
  BACKFILLING,
  /** Reading the WAL. */
  STREAMING,
  /** Something failed; it starts again after a pause. */
  FAILED;

  /** The moves that there are. */
  private Set<RelayState> next() {
    return switch (this) {
      case STOPPED -> EnumSet.of(STARTING);
      case STARTING -> EnumSet.of(STANDBY, BACKFILLING, STREAMING, FAILED, STOPPED);
      case STANDBY -> EnumSet.of(STARTING, FAILED, STOPPED);
      case BACKFILLING -> EnumSet.of(STREAMING, FAILED, STOPPED);
      // It begins again when another way has become faster.
      case STREAMING -> EnumSet.of(STARTING, FAILED, STOPPED);
      case FAILED -> EnumSet.of(STARTING, STOPPED);
    };
  }

  boolean mayBecome(RelayState state) {
    return next().contains(state);
  }

  /**
   * Whether what this replica knows of its lag is true now. What one knows that stands by is old,
   * and it starts again and again to see whether it may lead.
   */
  boolean knowsItsLag() {
    return switch (this) {
      case STARTING, STANDBY -> false;
      case BACKFILLING, STREAMING, FAILED, STOPPED -> true;
    };
  }
}
