package dev.trilha.query.inbox;

import dev.trilha.schemas.Topic;

/**
 * Turns messages into rows.
 *
 * <p>A projection folds the batch in memory and writes what the newest message says in a few
 * set-based statements, each guarded by the message's sequence, so that a message seen twice
 * changes nothing. It runs in the inbox's transaction and starts none of its own; what it throws
 * rolls the whole poll back.
 */
public interface Projection {
  /** Whose messages it takes. */
  Topic topic();

  /**
   * @return how many messages of its topic were news; the others had been seen before
   */
  int project(Batch batch);
}
