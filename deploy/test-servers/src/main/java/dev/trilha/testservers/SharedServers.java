package dev.trilha.testservers;

import dev.trilha.embedded.Database;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One PostgreSQL and one Kafka for all tests of a JVM: started when first asked for, gone with the
 * JVM. Tests keep apart by taking a {@linkplain #freshDatabase() database of their own} and topics
 * and consumer groups of their own.
 */
public final class SharedServers {
  private static final AtomicInteger databases = new AtomicInteger();
  private static @Nullable TestPostgres postgres;
  private static @Nullable TestKafka kafka;

  private SharedServers() {}

  public static synchronized TestPostgres postgres() {
    TestPostgres running = postgres;
    if (running == null) {
      running = Servers.ofThisRun().startPostgres();
      postgres = running;
      closeAtExit(running);
    }
    return running;
  }

  public static synchronized TestKafka kafka() {
    TestKafka running = kafka;
    if (running == null) {
      running = Servers.ofThisRun().startKafka();
      kafka = running;
      closeAtExit(running);
    }
    return running;
  }

  /** A new, empty database. */
  public static Database freshDatabase() {
    return postgres().createDatabase("test_" + databases.incrementAndGet());
  }

  private static void closeAtExit(AutoCloseable server) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("close " + server)
                .unstarted(() -> {
                  try {
                    server.close();
                  } catch (Exception e) {
                    System.err.println("not closed: " + server + ": " + e);
                  }
                }));
  }
}
