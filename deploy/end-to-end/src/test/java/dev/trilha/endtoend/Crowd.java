package dev.trilha.endtoend;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * A team whose members tick and take back, each one thing after the other, and remember what they
 * were answered.
 */
final class Crowd {
  private static final int PEOPLE = 4;
  private static final int TIERS = 4;

  /** Between two ticks of one person: a few hundred events a minute and person are enough. */
  private static final Duration BREATH = Duration.ofMillis(15);

  private static final Duration LONG = Duration.ofMinutes(3);

  private final Learning learning;
  private final String roadmap;
  private final List<String> leaves;
  private final long seed;
  private final AtomicLong acknowledged = new AtomicLong();
  private final ExecutorService people = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Future<Told>> told = new TreeMap<>();
  private volatile boolean enough;

  /**
   * What somebody was told.
   *
   * @param done the items that are done now
   * @param changes how often something was changed
   * @param version of the last answer
   */
  record Told(Set<String> done, int changes, long version) {}

  private Crowd(Learning learning, String roadmap, List<String> leaves, long seed) {
    this.learning = learning;
    this.roadmap = roadmap;
    this.leaves = leaves;
    this.seed = seed;
  }

  /** Publishes a roadmap of their own, forms their team, and has them begin. */
  static Crowd on(String roadmap, Learning learning, long seed) {
    List<String> leaves = Learning.leaves(learning.roadmapOf(roadmap, TIERS));
    var crowd = new Crowd(learning, roadmap, leaves, seed);
    List<String> names =
        IntStream.range(0, PEOPLE).mapToObj(i -> "%s-%d".formatted(roadmap, i)).toList();
    learning.team(roadmap, names);
    for (int i = 0; i < PEOPLE; i++) {
      String name = names.get(i);
      var dice = new Random(seed + i);
      crowd.told.put(name, crowd.people.submit(() -> crowd.walk(name, dice)));
    }
    crowd.ticksOn(10 * PEOPLE);
    return crowd;
  }

  private Told walk(String learner, Random dice) throws InterruptedException {
    Set<String> done = new TreeSet<>();
    int changes = 0;
    long version = 0;
    while (!enough) {
      String leaf = leaves.get(dice.nextInt(leaves.size()));
      JsonNode answer;
      if (done.remove(leaf)) {
        answer = learning.untick(learner, roadmap, leaf);
      } else {
        answer = learning.tick(learner, roadmap, leaf);
        done.add(leaf);
      }
      changes++;
      version = answer.path("version").asLong();
      acknowledged.incrementAndGet();
      TimeUnit.NANOSECONDS.sleep(BREATH.toNanos());
    }
    return new Told(done, changes, version);
  }

  String roadmap() {
    return roadmap;
  }

  Learning learning() {
    return learning;
  }

  /** How often somebody was told that something is stored. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Waits until so many more things were acknowledged. */
  void ticksOn(long more) {
    long goal = acknowledged.get() + more;
    await("the crowd could not tick on")
        .atMost(LONG)
        .until(() -> acknowledged.get() >= goal || someoneFailed());
    if (someoneFailed()) {
      ends();
    }
  }

  private boolean someoneFailed() {
    return !enough && told.values().stream().anyMatch(Future::isDone);
  }

  /** Everybody ends. What each was told. */
  Map<String, Told> ends() {
    enough = true;
    Map<String, Told> all = new TreeMap<>();
    try (people) {
      for (Map.Entry<String, Future<Told>> one : told.entrySet()) {
        all.put(one.getKey(), one.getValue().get());
      }
    } catch (ExecutionException failed) {
      throw new AssertionError("seed %d".formatted(seed), failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
    return all;
  }
}
