package dev.trilha.benchmark.load;

import java.util.SplittableRandom;

/**
 * Who ticks what next: so many learners at a time, each from the first item to the last, in a
 * random turn. A learner at the end of the walk is followed by one who begins. No tick comes twice.
 */
final class Walk {
  private final int[] learners;
  private final int[] next;
  private final int itemsEach;
  private final SplittableRandom random;
  private int fresh;

  /**
   * @param firstLearner the number of the first; others follow
   * @param atATime how many learners take turns
   * @param itemsEach how far each goes
   */
  Walk(int firstLearner, int atATime, int itemsEach) {
    if (atATime < 1 || itemsEach < 1 || itemsEach > Ticks.ITEMS) {
      throw new IllegalArgumentException(
          "no walk of %d learners over %d items".formatted(atATime, itemsEach));
    }
    this.learners = new int[atATime];
    this.next = new int[atATime];
    this.itemsEach = itemsEach;
    this.random = new SplittableRandom(firstLearner);
    for (int i = 0; i < atATime; i++) {
      learners[i] = firstLearner + i;
    }
    this.fresh = firstLearner + atATime;
  }

  /**
   * The first of {@code size} ticks of one learner, with consecutive numbers.
   *
   * @param size divides the items that each learner ticks
   */
  int take(int size) {
    int turn = random.nextInt(learners.length);
    if (next[turn] + size > itemsEach) {
      learners[turn] = fresh++;
      next[turn] = 0;
    }
    int first = Ticks.number(learners[turn], next[turn]);
    next[turn] += size;
    return first;
  }
}
