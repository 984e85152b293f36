package dev.trilha.command.eventstore;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Events that are stored together or not at all: what one command decided.
 *
 * @param rows of one stream, in its order; never empty
 * @param stored completed when they are durable, or with the reason why they are not
 */
record Append(List<EventRow> rows, CompletableFuture<Void> stored) {
  Append {
    rows = List.copyOf(rows);
  }

  static Append of(List<EventRow> rows) {
    return new Append(rows, new CompletableFuture<>());
  }

  int size() {
    return rows.size();
  }

  /** Identity: two commands may decide the same. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
