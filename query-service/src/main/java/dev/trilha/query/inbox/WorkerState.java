package dev.trilha.query.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one reading thread is doing.
 *
 * @param partitions how many it reads
 * @param cause what stands in the way, while it retries
 */
record WorkerState(Phase phase, int partitions, @Nullable String cause, Instant since) {
  enum Phase {
    /** No partition is assigned: a topic is not there yet, or other replicas read everything. */
    WAITING,
    READING,
    /** Something failed; it is tried again. */
    RETRYING,
    STOPPED
  }
}
