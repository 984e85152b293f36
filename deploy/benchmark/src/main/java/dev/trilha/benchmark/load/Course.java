package dev.trilha.benchmark.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What goes on from one order to the next of the same name: who is where, and what was answered.
 */
final class Course implements Closeable {
  private final Walk walk;
  private final Journal acknowledged;
  private final Journal uncertain;
  private long acked;

  Course(LoadOrder order, Path folder) throws IOException {
    this.walk = new Walk(order.firstLearner(), order.learners(), order.itemsEach());
    this.acknowledged = new Journal(Journal.acknowledged(folder, order.name()));
    this.uncertain = new Journal(Journal.uncertain(folder, order.name()));
  }

  Walk walk() {
    return walk;
  }

  void acknowledge(int first, int size) throws IOException {
    acknowledged.write(first, size);
    acked += size;
  }

  void doubt(int first, int size) throws IOException {
    uncertain.write(first, size);
  }

  /** In all orders so far. */
  long acked() {
    return acked;
  }

  void flush() throws IOException {
    acknowledged.flush();
    uncertain.flush();
  }

  @Override
  public void close() throws IOException {
    acknowledged.close();
    uncertain.close();
  }
}
