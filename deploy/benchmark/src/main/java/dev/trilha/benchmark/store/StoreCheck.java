package dev.trilha.benchmark.store;

/**
 * What became of acknowledged ticks in a store.
 *
 * @param acked ticks that were acknowledged
 * @param stored of these, how many are there exactly once
 * @param missing of these, how many are not there
 * @param doubled ticks that are there more than once
 * @param unasked ticks that are there though nobody sent them
 */
public record StoreCheck(
    String store, long acked, long stored, long missing, long doubled, long unasked) {
  public boolean passed() {
    return stored == acked && missing == 0 && doubled == 0 && unasked == 0;
  }

  @Override
  public String toString() {
    return passed()
        ? "%s: %,d ticks acknowledged, each there exactly once".formatted(store, acked)
        : "%s: of %,d ticks acknowledged %,d are there exactly once; %,d missing, %,d doubled, %,d that nobody sent"
            .formatted(store, acked, stored, missing, doubled, unasked);
  }
}
