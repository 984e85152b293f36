package dev.trilha.query.generation;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Generations that nobody needs any more. The one that is served is never dropped. */
class Leftovers {
  private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final GenerationTables tables;
  private final RebuildSettings settings;

  /**
   * @param jdbc on connections without a generation
   * @param transactions of these connections
   */
  Leftovers(
      JdbcClient jdbc,
      TransactionOperations transactions,
      GenerationTables tables,
      RebuildSettings settings) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.tables = tables;
    this.settings = settings;
  }

  /**
   * Drops the tables of a generation, unless it is served after all: whoever made it may not know,
   * if the connection broke in the commit. What cannot be dropped now is dropped by a later one.
   */
  void drop(String generation) {
    try {
      transactions.executeWithoutResult(_ -> {
        if (!isServed(generation)) {
          tables.drop(generation);
          jdbc.sql("DELETE FROM service.generation WHERE name = ?").param(generation).update();
        }
      });
    } catch (RuntimeException failed) {
      log.warn("the tables of {} could not be dropped: {}", generation, failed.toString());
    }
  }

  private boolean isServed(String generation) {
    return jdbc.sql("SELECT state = 'served' FROM service.generation WHERE name = ? FOR UPDATE")
        .param(generation)
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /** Tables that a rebuild left behind whose replica has gone. */
  void dropUnfinished() {
    jdbc.sql("SELECT name FROM service.generation WHERE state = 'filling'")
        .query((row, _) -> row.getString(1))
        .list()
        .forEach(this::drop);
  }

  /** Tables that were served until a while ago: no request reads them any more. */
  void dropRetired(Instant now) {
    var old =
        jdbc.sql(
                "SELECT name FROM service.generation WHERE state = 'retired' AND since <"
                    + " ?::timestamptz")
            .param(now.minus(settings.grace()).toString())
            .query((row, _) -> row.getString(1))
            .list();
    for (String generation : old) {
      drop(generation);
      log.info("generation {} is dropped", generation);
    }
  }
}
