package dev.trilha.benchmark;

import dev.trilha.benchmark.machine.BenchmarkFailed;
import dev.trilha.benchmark.machine.Server;
import dev.trilha.benchmark.projection.EnrollmentLog;
import dev.trilha.benchmark.projection.RowByRow;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everything that the road has left in Kafka is projected once more, into a new generation of
 * tables; which must be equal to the one that the road has filled. Then the same events are written
 * row by row.
 */
final class Rebuilding {
  private static final JsonMapper json = JsonMapper.shared();
  private static final String NAME = "rebuild";
  private static final String ADDRESS = "/v1/admin/projections";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long BETWEEN_LOOKS_MILLIS = 100;

  /** As many threads as query-service fills a generation with. */
  private static final int THREADS = 2;

  /** More than can be written row by row in the time that there is. */
  private static final int MOST_PER_THREAD = 40_000;

  private final Session session;

  Rebuilding(Session session) {
    this.session = session;
  }

  void run(Server query, String kafka) throws InterruptedException {
    session.say("projecting everything once more");
    JsonNode run = verified(new Api(query));
    double rebuilt = run.path("recordsPerSecond").asDouble();
    session.note(NAME, "rebuild_events_per_s", rebuilt);
    List<List<RecordedEvent>> shares = EnrollmentLog.read(kafka, THREADS, MOST_PER_THREAD);
    double rowByRow =
        new RowByRow(session.servers().postgres().createDatabase("bench_rows"))
            .perSecond(shares, session.plan().ticks());
    session.note(NAME, "row_by_row_events_per_s", rowByRow);
    session
        .figures()
        .relate("rebuild_per_row_by_row", "rebuild_events_per_s", "row_by_row_events_per_s");
    session.say(
        "%,d events projected again, %,.0f a second; row by row %,.0f; %,d hashes equal"
            .formatted(
                run.path("recordsWritten").asLong(),
                rebuilt,
                rowByRow,
                run.path("compared").asLong()));
  }

  /**
   * @throws BenchmarkFailed when what was filled differs from what is served
   */
  private static JsonNode verified(Api api) throws InterruptedException {
    long id = json.readTree(api.send("POST", ADDRESS + "?purpose=verify", "")).path("id").asLong();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - deadline < 0) {
      JsonNode run = json.readTree(api.send("GET", ADDRESS, "")).path("rebuild");
      if (run.path("id").asLong() == id) {
        switch (run.path("state").asString()) {
          case "done" -> {
            if (run.path("different").asLong() != 0) {
              throw new BenchmarkFailed("what is projected again differs: " + run);
            }
            return run;
          }
          case "failed", "cancelled" -> throw new BenchmarkFailed("not projected again: " + run);
          default -> {}
        }
      }
      TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MILLIS);
    }
    throw new BenchmarkFailed("projecting everything once more took too long");
  }
}
