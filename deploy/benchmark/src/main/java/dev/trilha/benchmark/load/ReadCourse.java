package dev.trilha.benchmark.load;

import java.util.SplittableRandom;

/** Questions in a random turn. */
final class ReadCourse implements Course {
  private final int questions;
  private final SplittableRandom random;
  private long answered;

  ReadCourse(int questions) {
    this.questions = questions;
    this.random = new SplittableRandom(questions);
  }

  @Override
  public int take() {
    return random.nextInt(questions);
  }

  @Override
  public int accept(int number, Answer answer) {
    answered++;
    return 1;
  }

  @Override
  public void doubt(int number) {
    // A question leaves nothing behind.
  }

  @Override
  public long acked() {
    return answered;
  }

  @Override
  public void flush() {
    // Nothing is written down.
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
