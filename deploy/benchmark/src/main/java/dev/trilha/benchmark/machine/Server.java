package dev.trilha.benchmark.machine;

import dev.trilha.embedded.Database;
import dev.trilha.standalone.part.Running;
import org.jspecify.annotations.Nullable;

/**
 * Something that answers HTTP.
 *
 * @param storage what it stores in, if it stores
 */
public record Server(String name, int port, @Nullable Database storage, Running process) {
  /** What it stores in. */
  public Database database() {
    if (storage == null) {
      throw new IllegalStateException(name + " stores nothing");
    }
    return storage;
  }
}
