package dev.trilha.query.inbox;

/**
 * Has the last word in the inbox's transaction, after every projection: what it tells is heard when
 * the transaction commits, and only then. What it throws rolls the whole batch back.
 */
public interface Announcer {
  /**
   * Called before every projection, since what of the batch is news cannot be told after them.
   *
   * @return the last word
   */
  Runnable prepare(Batch batch);
}
