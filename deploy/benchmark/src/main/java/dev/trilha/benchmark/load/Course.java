package dev.trilha.benchmark.load;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** What is sent next, and what goes on from one order to the next of the same name. */
sealed interface Course extends Closeable permits TickCourse, ReadCourse {
  static Course of(LoadOrder order, Path folder) throws IOException {
    return order.isOfReads() ? new ReadCourse(order.reads().size()) : new TickCourse(order, folder);
  }

  /** The number of the next request. */
  int take();

  /**
   * Notes an answer 200.
   *
   * @return how much of what was asked for it brought
   */
  int accept(int number, Answer answer) throws IOException;

  /** Notes that the request was refused, or never answered. */
  void doubt(int number) throws IOException;

  /** How much was accepted in all orders so far. */
  long acked();

  void flush() throws IOException;
}
