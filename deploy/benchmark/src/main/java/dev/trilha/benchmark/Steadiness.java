package dev.trilha.benchmark;

/** Whether a server that is warmed up still becomes faster, from the rates of equal slices. */
final class Steadiness {
  /**
   * Slices without a better rate before it counts as steady: compiling goes on in fits, and a slice
   * may be disturbed.
   */
  static final int PATIENCE = 5;

  /** A better rate by less is noise. */
  static final double GAIN = 1.03;

  private double best;
  private int slicesSinceBest;

  /** A further slice. */
  void add(double perSecond) {
    if (perSecond > best * GAIN) {
      best = perSecond;
      slicesSinceBest = 0;
    } else {
      slicesSinceBest++;
    }
  }

  boolean isReached() {
    return slicesSinceBest >= PATIENCE;
  }
}
