package dev.trilha.command.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.command.CommandService;
import dev.trilha.command.CommandService.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two replicas on one database, and callers that go to either as they like. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicasIT {
  private static final int LEARNERS = 200;
  private static final int ITEMS = 6;
  private static final int TICKED = 3;
  private static final int CALLERS = 24;

  private CommandService first;
  private CommandService second;

  @BeforeAll
  void publish() {
    first = CommandService.start("--trilha.enrollment.snapshot-every=4");
    second = CommandService.start(first.database(), "--trilha.enrollment.snapshot-every=4");
    String items =
        IntStream.range(0, ITEMS)
            .mapToObj("{'id':'i%1$d','kind':'item','title':'Item %1$d'}"::formatted)
            .collect(Collectors.joining(","));
    String tree =
        "{'title':'Bench','children':[{'id':'t','kind':'tier','title':'Tier','children':[%s]}]}"
            .formatted(items)
            .replace('\'', '"');
    assertThat(first.put("/v1/roadmaps/bench", tree).status()).isEqualTo(200);
  }

  @AfterAll
  void stop() {
    second.close();
    first.close();
  }

  private static String item(String learner, int item) {
    return "/v1/learners/%s/roadmaps/bench/items/i%d".formatted(learner, item);
  }

  /**
   * Each tick is sent to a replica of no one's choice, often given up in the middle, and sent again
   * to any replica, also when it was answered.
   */
  @Test
  void retriesAndCancelsLeaveNoHolesAndNoCopies() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Queue<Call> calls = new ConcurrentLinkedQueue<>();
    List<Call> shuffled = new ArrayList<>();
    for (int learner = 0; learner < LEARNERS; learner++) {
      for (int item = 0; item < TICKED; item++) {
        for (int copy = 0; copy < 2; copy++) {
          shuffled.add(
              new Call(
                  item("l" + learner, item),
                  random.nextBoolean() ? first.port() : second.port(),
                  random.nextInt(5) == 0 ? random.nextInt(1, 15) : 0));
        }
      }
    }
    Collections.shuffle(shuffled, random);
    calls.addAll(shuffled);

    Queue<String> failures = new ConcurrentLinkedQueue<>();
    try (HttpClient patient = HttpClient.newHttpClient();
        HttpClient impatient = HttpClient.newHttpClient();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        all.add(
            callers.submit(() -> {
              for (Call call = calls.poll(); call != null; call = calls.poll()) {
                call.make(patient, impatient, failures);
              }
            }));
      }
      for (Future<?> caller : all) {
        caller.get();
      }
    }

    assertThat(failures).as("seed %d", seed).isEmpty();
    assertThat(
            first.texts(
                """
                select stream || ': ' || count(*) || ' events to ' || max(sequence) || ', ' ||
                       count(*) filter (where type = 'item-completed') || ' items'
                from event where stream like 'enrollment/l%'
                group by stream
                having max(sequence) <> count(*) - 1
                    or count(*) filter (where type = 'item-completed') <> ?
                    or count(distinct payload ->> 'itemId') <> ?
                """,
                TICKED, TICKED))
        .as("streams with holes, or with another number of ticks (seed %d)", seed)
        .isEmpty();
    assertThat(
            first.texts(
                "select count(distinct stream) from event where stream like 'enrollment/l%'"))
        .containsExactly(Integer.toString(LEARNERS));
  }

  /**
   * @param patienceMs after which the caller gives up and repeats; 0 for never
   */
  private record Call(String path, int port, int patienceMs) {
    /**
     * The client's own race: giving up just when the answer came closes a connection that is
     * already another call's. So who gives up shares no connection with who waits, and is content
     * with a broken one, as it repeats anyway.
     */
    void make(HttpClient patient, HttpClient impatient, Queue<String> failures) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .PUT(BodyPublishers.noBody())
              .build();
      if (patienceMs > 0) {
        CompletableFuture<HttpResponse<String>> given =
            impatient.sendAsync(request, BodyHandlers.ofString());
        try {
          check(given.get(patienceMs, TimeUnit.MILLISECONDS), failures);
        } catch (TimeoutException late) {
          given.cancel(true);
        } catch (ExecutionException broken) {
          assertThat(broken).hasCauseInstanceOf(IOException.class);
        } catch (InterruptedException ended) {
          failures.add(path + ": " + ended);
        }
      }
      try {
        check(patient.send(request, BodyHandlers.ofString()), failures);
      } catch (IOException | InterruptedException broken) {
        failures.add(path + ": " + broken);
      }
    }

    private void check(HttpResponse<String> answer, Queue<String> failures) {
      if (answer.statusCode() != 200) {
        failures.add("%s: %d %s".formatted(path, answer.statusCode(), answer.body()));
      }
    }
  }

  @Test
  void aReplicaThatKnowsAnOldStateAnswersFromTheNewOne() {
    assertThat(version(first.put(item("ana", 0), null))).isEqualTo(2);
    assertThat(version(second.put(item("ana", 1), null))).isEqualTo(3);
    assertThat(version(first.put(item("ana", 2), null))).isEqualTo(4);
    assertThat(version(second.put(item("ana", 3), null))).isEqualTo(5);
  }

  @Test
  void aReplicaThatKnowsAnOldStateLeavesNothingOutBecauseOfIt() {
    assertThat(version(first.put(item("dora", 0), null))).isEqualTo(2);
    assertThat(version(second.delete(item("dora", 0)))).isEqualTo(3);

    Answer again = first.put(item("dora", 0), null);
    assertThat(again.body().path("changed").asBoolean()).as("it was taken back").isTrue();
    assertThat(version(again)).isEqualTo(4);
    Answer repeat = second.put(item("dora", 0), null);
    assertThat(repeat.body().path("changed").asBoolean()).as("it is done").isFalse();
    assertThat(version(repeat)).isEqualTo(4);
  }

  @Test
  void aReplicaThatKnowsAnOldStateRefusesNothingBecauseOfIt() {
    assertThat(version(first.put(item("enzo", 0), null))).isEqualTo(2);
    assertThat(version(second.put(item("enzo", 1), null))).isEqualTo(3);

    Answer asked = first.send("PUT", item("enzo", 2), null, null, "If-Match", "\"3\"");

    assertThat(version(asked)).isEqualTo(4);
  }

  @Test
  void aReplicaThatNeverSawAnEnrollmentReadsItsSnapshotAndWhatCameAfterIt() {
    untilSnapshotOf("bea");
    first
        .jdbc()
        .sql(
            """
            delete from event using snapshot
            where event.stream = snapshot.stream and event.sequence <= snapshot.sequence
              and snapshot.stream = 'enrollment/bea/bench'
            """)
        .update();

    Answer repeat = second.put(item("bea", 0), null);
    assertThat(repeat.body().path("changed").asBoolean()).as("it was done").isFalse();
    assertThat(version(repeat)).isEqualTo(5);
    assertThat(version(second.put(item("bea", 4), null))).isEqualTo(6);
  }

  @Test
  void aSnapshotOfAnotherRevisionIsLeftAside() {
    untilSnapshotOf("caio");
    first
        .jdbc()
        .sql(
            """
            update snapshot set revision = revision + 1, payload = '{"of":"the future"}'
            where stream = 'enrollment/caio/bench'
            """)
        .update();

    assertThat(version(second.put(item("caio", 4), null))).isEqualTo(6);
  }

  /** Five events, with a snapshot somewhere among them. */
  private void untilSnapshotOf(String learner) {
    for (int item = 0; item < 4; item++) {
      first.put(item(learner, item), null);
    }
    await("no snapshot was taken of " + learner)
        .until(() ->
            !first
                .texts(
                    "select stream from snapshot where stream = ?",
                    "enrollment/" + learner + "/bench")
                .isEmpty());
  }

  private static int version(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().path("version").asInt();
  }
}
