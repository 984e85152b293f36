package dev.trilha.command.outbox;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/** Pages of the store, each read while the one before it is on its way to Kafka. */
final class ReadAhead implements AutoCloseable {
  private final LongFunction<List<Outgoing>> read;
  private final ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor();
  private Future<List<Outgoing>> reading;

  /**
   * @param read gives the page behind a position; an empty one at the end
   * @param position behind which to begin
   */
  ReadAhead(LongFunction<List<Outgoing>> read, long position) {
    this.read = read;
    this.reading = begin(position);
  }

  private Future<List<Outgoing>> begin(long position) {
    return reader.submit(() -> read.apply(position));
  }

  /** The next page; an empty one at the end. What failed while it was read is thrown here. */
  List<Outgoing> next() throws InterruptedException {
    List<Outgoing> page = await(reading);
    if (!page.isEmpty()) {
      reading = begin(page.getLast().position());
    }
    return page;
  }

  private static List<Outgoing> await(Future<List<Outgoing>> reading) throws InterruptedException {
    try {
      return reading.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException broken) {
        throw broken;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }

  /** Waits for a reading that nobody needs any more, which has a limit of its own. */
  @Override
  public void close() {
    reader.close();
  }
}
