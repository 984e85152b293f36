package dev.trilha.benchmark.store;

import dev.trilha.benchmark.load.Ticks;
import dev.trilha.embedded.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Where ticks are looked up after the load: one per row, learner and item. */
public enum Store {
  /** The event store of command-service. */
  EVENTS(
      """
      select split_part(stream, '/', 2), payload->>'itemId' from event
      where type = 'item-completed' and starts_with(split_part(stream, '/', 2), '%s')
      """
          .formatted(Ticks.LEARNER_PREFIX)),
  /** The event store of command-service on Axon's stock JDBC engine. */
  STOCK(
      """
      select split_part(aggregateidentifier, '/', 2), convert_from(payload, 'UTF8')::json->>'itemId'
      from domainevententry
      where payloadtype = 'item-completed' and starts_with(split_part(aggregateidentifier, '/', 2), '%s')
      """
          .formatted(Ticks.LEARNER_PREFIX)),
  /** Axon's own event store on JPA, whose payloads are large objects. */
  GUIDES(
      """
      select split_part(aggregate_identifier, '/', 1), convert_from(lo_get(payload), 'UTF8')::json->>'itemId'
      from domain_event_entry
      """),
  /** The read side. */
  PROJECTION("select learner_id, item_id from item_state where status = 'done'");

  private static final int AT_A_TIME = 20_000;

  private final String query;

  Store(String query) {
    this.query = query;
  }

  /**
   * Compares the store with what was acknowledged.
   *
   * @param loads names of the loads that went there
   */
  public StoreCheck check(String name, Database database, Path journals, List<String> loads)
      throws IOException, SQLException {
    var ledger = new Ledger();
    ledger.read(journals, loads);
    try (Connection connection = database.connect()) {
      // A cursor, not all rows at once.
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        statement.setFetchSize(AT_A_TIME);
        try (ResultSet rows = statement.executeQuery(query)) {
          while (rows.next()) {
            Ticks.number(rows.getString(1), rows.getString(2))
                .ifPresentOrElse(ledger::stored, ledger::stranger);
          }
        }
      }
    }
    return ledger.check(name);
  }
}
