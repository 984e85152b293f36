package dev.trilha.benchmark.store;

import dev.trilha.benchmark.load.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/**
 * What a store must hold, against what it holds. Every acknowledged tick once; a tick whose answer
 * was lost or refused once or not at all; nothing else.
 */
final class Ledger {
  private final BitSet acknowledged = new BitSet();
  private final BitSet uncertain = new BitSet();
  private final BitSet stored = new BitSet();
  private final BitSet doubled = new BitSet();
  private long strangers;

  void acknowledged(int tick) {
    acknowledged.set(tick);
  }

  void uncertain(int tick) {
    uncertain.set(tick);
  }

  /** A tick as it is found in the store. */
  void stored(int tick) {
    if (stored.get(tick)) {
      doubled.set(tick);
    }
    stored.set(tick);
  }

  /** Something in the store that is no tick of the benchmark. */
  void stranger() {
    strangers++;
  }

  /** Takes up what the load generator wrote down. */
  void read(Path journals, List<String> names) throws IOException {
    for (String name : names) {
      Journal.read(Journal.acknowledged(journals, name), this::acknowledged);
      Journal.read(Journal.uncertain(journals, name), this::uncertain);
    }
  }

  StoreCheck check(String store) {
    BitSet missing = copy(acknowledged);
    missing.andNot(stored);
    BitSet unasked = copy(stored);
    unasked.andNot(acknowledged);
    unasked.andNot(uncertain);
    BitSet once = copy(acknowledged);
    once.and(stored);
    once.andNot(doubled);
    return new StoreCheck(
        store,
        acknowledged.cardinality(),
        once.cardinality(),
        missing.cardinality(),
        doubled.cardinality(),
        unasked.cardinality() + strangers);
  }

  private static BitSet copy(BitSet set) {
    return (BitSet) set.clone();
  }
}
