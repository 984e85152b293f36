package dev.trilha.query.generation;

import static dev.trilha.query.Curriculum.fresh;
import static dev.trilha.query.Curriculum.published;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.embedded.Database;
import dev.trilha.testservers.SharedServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * What replicas may suffer, one after the other while events come, where {@code TRILHA_FAULTS} asks
 * for it: about four minutes. Another run: {@code TRILHA_SEED}. Afterwards the rows must be those
 * that the events were folded to here, and those that a new generation is filled with.
 */
@EnabledIfEnvironmentVariable(named = "TRILHA_FAULTS", matches = ".+")
class ReplicaFaultsIT {
  private static final Logger log = LoggerFactory.getLogger(ReplicaFaultsIT.class);
  private static final int LEARNERS = 60;

  /** More than it takes Kafka to give up a consumer that is frozen. */
  private static final Duration LONG = Duration.ofMinutes(2);

  private final long seed = seed();
  private final Random chance = new Random(seed);
  private final Database database = SharedServers.freshDatabase();
  private final String group = fresh("faults");
  private final String roadmap = fresh("java");
  private final List<Learning> learners = new ArrayList<>();

  private static long seed() {
    String given = System.getenv("TRILHA_SEED");
    return given == null || given.isBlank() ? System.nanoTime() : Long.parseLong(given);
  }

  @Test
  void theRowsAreThoseOfTheLogWhateverReplicasSuffer() throws Exception {
    for (int i = 0; i < LEARNERS; i++) {
      learners.add(new Learning(fresh("ines"), roadmap));
    }
    var writing = new AtomicBoolean(true);
    try (OwnService steady = new OwnService(database, group)) {
      steady.feed().event(0, published(roadmap, 1));
      List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
      Collections.shuffle(faults, chance);
      var dice = new Random(chance.nextLong());
      System.out.printf("ReplicaFaultsIT: TRILHA_SEED=%d: %s%n", seed, faults);
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> write(steady, dice, writing), Thread::startVirtualThread);
      for (Fault fault : faults) {
        suffer(fault, steady);
        catchesUp(steady, fault.toString());
      }
      writing.set(false);
      writer.join();
      catchesUp(steady, "the end");

      for (Learning learner : learners) {
        assertThat(learner.stored(steady.jdbc())).as(learner.name()).isEqualTo(learner.folded());
      }
      JsonNode run = steady.rebuild("verify").path("rebuild");
      assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("done");
      assertThat(run.path("different").asLong()).as(run.toString()).isZero();
      log.info(
          "{} events, {} hashes equal",
          learners.stream().mapToInt(Learning::version).sum(),
          run.path("compared"));
    }
  }

  private enum Fault {
    JOINS_AND_LEAVES,
    IS_KILLED,
    IS_FROZEN,
    LOSES_CONNECTIONS,
    FINDS_A_TABLE_LOCKED,
    IS_REBUILT
  }

  private void suffer(Fault fault, OwnService steady) throws Exception {
    log.info("{}", fault);
    switch (fault) {
      case JOINS_AND_LEAVES -> {
        for (int i = 0; i < 3; i++) {
          try (Replica replica = Replica.start(database, group)) {
            replica.writes();
            replica.stop();
          }
        }
      }
      case IS_KILLED -> {
        try (Replica replica = Replica.start(database, group)) {
          replica.writes();
        }
      }
      case IS_FROZEN -> {
        try (Replica replica = Replica.start(database, group)) {
          replica.writes();
          replica.signal("STOP");
          catchesUp(steady, "without the frozen one");
          replica.signal("CONT");
          catchesUp(steady, "beside the one that woke");
        }
      }
      case LOSES_CONNECTIONS -> {
        for (int i = 0; i < 10; i++) {
          terminateConnections(steady);
          passes(Duration.ofMillis(300));
        }
      }
      case FINDS_A_TABLE_LOCKED -> lockTable(steady);
      case IS_REBUILT -> {
        JsonNode run = steady.rebuild("switch").path("rebuild");
        assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("done");
      }
    }
  }

  private static void terminateConnections(OwnService steady) {
    try (Connection own = steady.bean(DataSource.class).getConnection();
        Statement statement = own.createStatement()) {
      statement.execute(
          """
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name LIKE 'query-service%' AND pid <> pg_backend_pid()
          """);
    } catch (SQLException e) {
      // A connection that was one of those.
      log.info("not asked: {}", e.getMessage());
    }
  }

  private static void lockTable(OwnService steady) throws SQLException {
    try (Connection connection = steady.bean(DataSource.class).getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE enrollment, item_state IN ACCESS EXCLUSIVE MODE");
      passes(Duration.ofSeconds(3));
      connection.rollback();
    }
  }

  private static void passes(Duration time) {
    await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
  }

  /** One event after the other, and now and then a slice of what was sent before. */
  private void write(OwnService service, Random dice, AtomicBoolean writing) {
    while (writing.get()) {
      Learning learner = learners.get(dice.nextInt(LEARNERS));
      service.feed().raw(learner.next(dice));
      if (dice.nextInt(20) == 0) {
        List<Learning> some = new ArrayList<>(learners);
        Collections.shuffle(some, dice);
        service
            .feed()
            .rawTogether(some.stream().limit(5).flatMap(one -> one.slice(dice).stream()).toList());
      }
    }
  }

  /** All that was sent until now. */
  private void catchesUp(OwnService steady, String when) {
    for (Learning learner : learners) {
      int version = learner.version();
      await()
          .alias("%s: %s never came to %d".formatted(when, learner.name(), version))
          .atMost(LONG)
          .ignoreExceptions()
          .until(() -> learner.storedVersion(steady.jdbc()) >= version);
    }
  }
}
