package dev.trilha.command.enrollment;

import java.util.Arrays;

/** A bit per leaf of a roadmap, with a quick count of a range. */
final class LeafSet {
  private final long[] words;

  LeafSet(int leaves) {
    this.words = new long[(leaves + Long.SIZE - 1) / Long.SIZE];
  }

  private LeafSet(long[] words) {
    this.words = words;
  }

  boolean contains(int leaf) {
    return (words[leaf / Long.SIZE] & (1L << leaf)) != 0;
  }

  void set(int leaf, boolean member) {
    if (member) {
      words[leaf / Long.SIZE] |= 1L << leaf;
    } else {
      words[leaf / Long.SIZE] &= ~(1L << leaf);
    }
  }

  /** How many of the leaves {@code from} (included) to {@code to} (excluded) are members. */
  int count(int from, int to) {
    if (from >= to) {
      return 0;
    }
    int first = from / Long.SIZE;
    int last = (to - 1) / Long.SIZE;
    long fromMask = -1L << from;
    long toMask = -1L >>> -to;
    if (first == last) {
      return Long.bitCount(words[first] & fromMask & toMask);
    }
    int count = Long.bitCount(words[first] & fromMask) + Long.bitCount(words[last] & toMask);
    for (int word = first + 1; word < last; word++) {
      count += Long.bitCount(words[word]);
    }
    return count;
  }

  /** The set after one leaf came in or went out; itself, when that changes nothing. */
  LeafSet with(int leaf, boolean member) {
    if (contains(leaf) == member) {
      return this;
    }
    LeafSet other = new LeafSet(Arrays.copyOf(words, words.length));
    other.set(leaf, member);
    return other;
  }
}
