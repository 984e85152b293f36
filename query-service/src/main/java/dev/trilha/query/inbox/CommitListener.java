package dev.trilha.query.inbox;

/**
 * Told of every batch once its rows can be read. Called in the consumer's thread: it must not wait,
 * and it must not throw.
 */
public interface CommitListener {
  void committed(Batch batch);
}
