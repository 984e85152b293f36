package dev.trilha.benchmark.load;

import java.io.IOException;
import java.nio.file.Path;

/** Who is where, and which ticks were answered. */
final class TickCourse implements Course {
  private final int size;
  private final Walk walk;
  private final Journal acknowledged;
  private final Journal uncertain;
  private long acked;

  TickCourse(LoadOrder order, Path folder) throws IOException {
    this.size = order.batch();
    this.walk = new Walk(order.firstLearner(), order.learners(), order.itemsEach());
    this.acknowledged = new Journal(Journal.acknowledged(folder, order.name()));
    this.uncertain = new Journal(Journal.uncertain(folder, order.name()));
  }

  @Override
  public int take() {
    return walk.take(size);
  }

  @Override
  public int accept(int number, Answer answer) throws IOException {
    int news = answer.acknowledged(size);
    if (news == size) {
      acknowledged.write(number, size);
      acked += size;
    } else {
      // Each tick is sent once: none of them can be known already.
      uncertain.write(number, size);
    }
    return news;
  }

  @Override
  public void doubt(int number) throws IOException {
    uncertain.write(number, size);
  }

  @Override
  public long acked() {
    return acked;
  }

  @Override
  public void flush() throws IOException {
    acknowledged.flush();
    uncertain.flush();
  }

  @Override
  public void close() throws IOException {
    acknowledged.close();
    uncertain.close();
  }
}
