package dev.trilha.command.roadmap.markdown;

import java.util.Arrays;

/**
 * How much two titles say the same: the share of letter triples that they have in common (Dice's
 * coefficient), 0 to 1. Titles that differ in nothing but their numbers are different things.
 */
final class Likeness {
  private final String unnumbered;
  private final String identity;
  private final int[] triples;

  private Likeness(String identity) {
    this.identity = identity;
    this.unnumbered = identity.replaceAll("\\p{N}+", "");
    this.triples = triples(identity);
  }

  /**
   * @param identity a title as {@link Folding#identity} gives it
   */
  static Likeness of(String identity) {
    return new Likeness(identity);
  }

  double to(Likeness other) {
    if (unnumbered.equals(other.unnumbered)) {
      return identity.equals(other.identity) ? 1 : 0;
    }
    int shared = 0;
    for (int mine = 0, theirs = 0; mine < triples.length && theirs < other.triples.length; ) {
      int order = Integer.compare(triples[mine], other.triples[theirs]);
      shared += order == 0 ? 1 : 0;
      mine += order <= 0 ? 1 : 0;
      theirs += order >= 0 ? 1 : 0;
    }
    return 2.0 * shared / (triples.length + other.triples.length);
  }

  /** Sorted; a space on each side lets the beginnings and ends of titles count. */
  private static int[] triples(String identity) {
    String padded = " " + identity + " ";
    int[] triples = new int[Math.max(1, padded.length() - 2)];
    for (int i = 0; i + 2 < padded.length(); i++) {
      triples[i] = (padded.charAt(i) * 31 + padded.charAt(i + 1)) * 31 + padded.charAt(i + 2);
    }
    Arrays.sort(triples);
    return triples;
  }
}
