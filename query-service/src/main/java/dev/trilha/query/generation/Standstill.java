package dev.trilha.query.generation;

import static dev.trilha.query.generation.GenerationTables.quoted;

import dev.trilha.query.generation.Replay.Part;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Does something while nobody writes to the served generation and the new one stands where it does:
 * both are then made of the same records. Readers notice nothing.
 */
class Standstill {
  private static final Logger log = LoggerFactory.getLogger(Standstill.class);

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final RebuildSettings settings;

  /**
   * @param jdbc on connections without a generation
   * @param transactions of these connections
   */
  Standstill(JdbcClient jdbc, TransactionOperations transactions, RebuildSettings settings) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.settings = settings;
  }

  /** Not yet: it is tried again. */
  private static final class NotYet extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotYet(String message) {
      super(message);
    }
  }

  /** Where the generation stands: the first offset of each partition that is not written. */
  Map<Part, Long> positions(String generation) {
    return positions(generation, "");
  }

  private Map<Part, Long> positions(String generation, String lock) {
    Map<Part, Long> positions = new HashMap<>();
    jdbc.sql(
            "SELECT topic, partition, next_offset FROM %s.inbox_position ORDER BY topic, partition %s"
                .formatted(quoted(generation), lock))
        .query(row -> {
          positions.put(
              new Part(row.getString("topic"), row.getInt("partition")),
              row.getLong("next_offset"));
        });
    return positions;
  }

  /**
   * @param replay writes the new generation
   * @param wanted whether to go on
   * @param work is done once, in the transaction that holds up the writers
   * @throws IllegalStateException when it never came to that
   */
  void during(String served, Replay replay, BooleanSupplier wanted, Runnable work) {
    RuntimeException last = null;
    for (int attempt = 1; attempt <= settings.attempts(); attempt++) {
      goOn(wanted);
      // Close by first, so that the others wait for little.
      replay.upTo(replay.reachable(positions(served)), settings.lastStretch());
      try {
        transactions.executeWithoutResult(_ -> {
          jdbc.sql("SET LOCAL lock_timeout = %d".formatted(settings.lastStretch().toMillis()))
              .update();
          Map<Part, Long> goal = replay.reachable(positions(served, "FOR UPDATE"));
          if (!replay.upTo(goal, settings.lastStretch()).equals(goal)) {
            throw new NotYet("the new generation did not catch up in time");
          }
          work.run();
        });
        return;
      } catch (NotYet | DataAccessException held) {
        log.info("attempt {}: {}", attempt, held.toString());
        last = held;
      }
    }
    throw new IllegalStateException("the last step never succeeded", last);
  }

  /**
   * @throws IllegalStateException when not
   */
  static void goOn(BooleanSupplier wanted) {
    if (!wanted.getAsBoolean()) {
      throw new IllegalStateException("the service stops");
    }
  }
}
