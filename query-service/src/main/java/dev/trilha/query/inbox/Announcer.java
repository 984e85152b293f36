package dev.trilha.query.inbox;

/**
 * Has the last word in the inbox's transaction, after every projection: what it tells is heard when
 * the transaction commits, and only then. What it throws rolls the whole batch back.
 */
public interface Announcer {
  void announce(Batch batch);
}
