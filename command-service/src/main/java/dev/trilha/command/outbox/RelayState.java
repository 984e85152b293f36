package dev.trilha.command.outbox;

/** What the relay is doing. */
enum RelayState {
  /** Making topics and slot, and connecting. */
  STARTING,
  /** Sending what was stored before the slot existed. */
  BACKFILLING,
  /** Reading the WAL. */
  STREAMING,
  /** Another replica reads; this one takes over when that one is gone. */
  STANDBY,
  /** Something failed; it starts again after a pause. */
  FAILED,
  STOPPED
}
