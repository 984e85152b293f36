package dev.trilha.benchmark;

import dev.trilha.benchmark.load.LoadOrder;
import dev.trilha.benchmark.machine.BenchmarkFailed;
import dev.trilha.benchmark.machine.LiveHeap;
import dev.trilha.benchmark.machine.Server;
import dev.trilha.benchmark.machine.Servers;
import java.time.Duration;
import java.util.List;

/** What command-service keeps in memory once it knows 200 000 enrollments. */
final class Memory {
  static final String NAME = "memory";

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int ITEMS_EACH = 10;

  private final Session session;

  Memory(Session session) {
    this.session = session;
  }

  void run(Server server) {
    session.say("filling the cache with %,d enrollments".formatted(Servers.CACHED));
    var order =
        new LoadOrder(
            NAME,
            server.port(),
            64,
            ITEMS_EACH,
            300_000,
            64,
            ITEMS_EACH,
            LONGEST.toMillis(),
            Servers.CACHED,
            0,
            null,
            List.of());
    long enrolled = session.run("memory", order).acked() / ITEMS_EACH;
    if (enrolled < Servers.CACHED * 0.99) {
      throw new BenchmarkFailed(
          "only %,d of %,d learners were enrolled in time".formatted(enrolled, Servers.CACHED));
    }
    double mebibytes = LiveHeap.bytes(server.process().pid()) / (1024.0 * 1024);
    session.figures().measure("heap_mb_200k", mebibytes);
    session.say("%,.0f MiB of the heap are live".formatted(mebibytes));
  }
}
