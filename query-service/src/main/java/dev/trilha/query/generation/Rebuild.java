package dev.trilha.query.generation;

import static dev.trilha.query.generation.GenerationTables.quoted;

import dev.trilha.query.generation.Replay.Part;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills a new generation beside the served one, and at the end has it served, or compared with the
 * one that is.
 *
 * <p>The new one never passes the served one, unless that one stands where Kafka has nothing, and
 * so stands still. At the end the positions of the served one are locked, so that nobody writes to
 * it for a moment, and the new one is brought to just there: both are then made of the same
 * records. In the transaction that holds the lock the new one becomes the served one; whoever wrote
 * to the old one finds its positions gone, asks which one is served, and goes on there where it
 * was.
 */
class Rebuild {
  /** What the new generation is for. */
  enum Purpose {
    SWITCH,
    VERIFY
  }

  private static final Logger log = LoggerFactory.getLogger(Rebuild.class);
  private static final Duration STRIDE = Duration.ofSeconds(1);
  private static final Duration TIME_TO_COMPARE = Duration.ofMinutes(10);

  private final DataSource pool;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Generations generations;
  private final GenerationTables tables;
  private final GenerationViews views;
  private final Standstill standstill;
  private final Leftovers leftovers;
  private final RebuildLog runs;
  private final Replay.Source topics;
  private final RebuildSettings settings;

  /**
   * @param pool gives connections without a generation
   * @param transactions of these connections
   */
  Rebuild(
      DataSource pool,
      TransactionTemplate transactions,
      Generations generations,
      Standstill standstill,
      Leftovers leftovers,
      RebuildLog runs,
      Replay.Source topics,
      RebuildSettings settings) {
    this.pool = pool;
    this.jdbc = JdbcClient.create(pool);
    this.transactions = transactions;
    this.generations = generations;
    tables = new GenerationTables(pool);
    views = new GenerationViews(pool);
    this.standstill = standstill;
    this.leftovers = leftovers;
    this.runs = runs;
    this.topics = topics;
    this.settings = settings;
  }

  /** Somebody asked to give it up. */
  private static final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /**
   * Fills the generation and does with it what it is for. Ends when that is done, given up, or
   * failed; the log of rebuilds says which.
   *
   * @param wanted whether to go on
   */
  void run(long id, String generation, Purpose purpose, BooleanSupplier wanted) {
    boolean served = false;
    try {
      generations.refresh();
      String old = generations.served();
      String migration = tables.migration(old);
      transactions.executeWithoutResult(_ -> {
        tables.copy(old, generation);
        jdbc.sql("INSERT INTO service.generation VALUES (?, 'filling', now())")
            .param(generation)
            .update();
      });
      log.info("filling generation {} to {}", generation, purpose);
      try (Replay replay = topics.into(generation)) {
        double perSecond = fill(id, old, replay, wanted, null);
        transactions.executeWithoutResult(_ -> tables.copyIndexes(old, generation));
        tables.analyze(generation);
        // What came meanwhile.
        fill(id, old, replay, wanted, perSecond);
        if (purpose == Purpose.SWITCH) {
          runs.moved(id, "switching", null);
          takeOver(id, old, generation, migration, replay, wanted);
          served = true;
          generations.refresh();
        } else {
          runs.moved(id, "comparing", null);
          compare(id, old, generation, replay, wanted);
        }
      }
      runs.moved(id, "done", null);
      log.info("generation {} is done", generation);
    } catch (Cancelled cancelled) {
      runs.moved(id, "cancelled", null);
      log.info("generation {} is given up, as asked", generation);
    } catch (RuntimeException failed) {
      log.error("generation {} failed", generation, failed);
      fail(id, failed);
    } finally {
      if (!served) {
        leftovers.drop(generation);
      }
    }
  }

  private void fail(long id, RuntimeException failure) {
    try {
      runs.moved(id, "failed", failure.toString());
    } catch (DataAccessException noDatabase) {
      // The next one that is begun finds it under way, and nobody there.
      log.warn("the failure could not be noted: {}", noDatabase.toString());
    }
  }

  /**
   * Brings the new generation to where the old one stands.
   *
   * @param known how many records a second there were the first time; absent: this is it
   * @return how many records a second there were
   */
  private double fill(
      long id, String old, Replay replay, BooleanSupplier wanted, @Nullable Double known) {
    long began = System.nanoTime();
    while (true) {
      Standstill.goOn(wanted);
      Map<Part, Long> goal = replay.reachable(standstill.positions(old));
      Map<Part, Long> reached = replay.upTo(goal, STRIDE);
      long written = sum(reached);
      double seconds = (System.nanoTime() - began) / 1e9;
      double perSecond = known == null ? written / seconds : known;
      if (!runs.progressed(id, written, sum(goal), perSecond)) {
        throw new Cancelled();
      }
      if (reached.equals(goal)) {
        return perSecond;
      }
    }
  }

  private static long sum(Map<Part, Long> positions) {
    return positions.values().stream().mapToLong(Long::longValue).sum();
  }

  private void takeOver(
      long id,
      String old,
      String generation,
      String migration,
      Replay replay,
      BooleanSupplier wanted) {
    standstill.during(
        old,
        replay,
        wanted,
        () -> {
          if (!tables.migration(old).equals(migration)) {
            throw new IllegalStateException(
                "the tables were migrated meanwhile; a new generation has to be begun");
          }
          refuseToPark(old, generation);
          // Of the same records, it is as fresh; where the old one stood beyond what Kafka has, it
          // is not of the same.
          jdbc.sql(
                  """
                  UPDATE %s.inbox_position AS p SET read_up_to = greatest(p.read_up_to, o.read_up_to)
                  FROM %s.inbox_position AS o WHERE (o.topic, o.partition) = (p.topic, p.partition)
                    AND p.next_offset = o.next_offset
                  """
                      .formatted(quoted(generation), quoted(old)))
              .update();
          jdbc.sql("DELETE FROM %s.inbox_position".formatted(quoted(old))).update();
          views.repoint(old, generation);
          tables.moveHistory(old, generation);
          jdbc.sql("UPDATE service.generation SET state = 'retired', since = now() WHERE name = ?")
              .param(old)
              .update();
          jdbc.sql("UPDATE service.generation SET state = 'served', since = now() WHERE name = ?")
              .param(generation)
              .update();
        });
    log.info("generation {} is served by rebuild {}; {} is retired", generation, id, old);
  }

  /** What an administrator has released meanwhile must not wait again. */
  private void refuseToPark(String old, String generation) {
    long more =
        jdbc.sql(
                """
                SELECT count(*) FROM %s.parked_record AS there WHERE NOT EXISTS (
                  SELECT FROM %s.parked_record AS here
                  WHERE (here.topic, here.partition, here.record_offset)
                    = (there.topic, there.partition, there.record_offset))
                """
                    .formatted(quoted(generation), quoted(old)))
            .query(Long.class)
            .single();
    if (more > 0) {
      throw new IllegalStateException(
          "%d records would be parked that are not parked now; begin again".formatted(more));
    }
  }

  private void compare(
      long id, String old, String generation, Replay replay, BooleanSupplier wanted) {
    // One snapshot, taken while nobody writes; the writers go on as soon as it is there.
    try (Connection snapshot = pool.getConnection()) {
      snapshot.setNetworkTimeout(Runnable::run, (int) TIME_TO_COMPARE.toMillis());
      snapshot.setAutoCommit(false);
      snapshot.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      var client = JdbcClient.create(new SingleConnectionDataSource(snapshot, true));
      standstill.during(old, replay, wanted, () -> takeAnew(snapshot, client));
      var comparison = new Comparison(client, settings.mostSubjects());
      Comparison.Result result = comparison.compare(old, generation);
      snapshot.rollback();
      runs.compared(id, result, settings.mostDifferences());
    } catch (SQLException lost) {
      throw new IllegalStateException("the comparison lost its connection", lost);
    }
  }

  private static void takeAnew(Connection snapshot, JdbcClient client) {
    try {
      snapshot.rollback();
    } catch (SQLException lost) {
      throw new IllegalStateException(lost);
    }
    // The first statement takes the snapshot.
    client.sql("SELECT 1").query(Integer.class).single();
  }
}
