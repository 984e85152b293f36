package dev.trilha.benchmark.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.benchmark.load.Ticks;
import dev.trilha.embedded.Database;
import dev.trilha.embedded.PostgresServer;
import dev.trilha.embedded.PostgresSettings;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The queries, on the tables that the services make. */
class StoreIT {
  private static final Path COMMANDS =
      Path.of("../../command-service/src/main/resources/db/migration");
  private static final Path PROGRESS =
      Path.of("../../query-service/src/main/resources/db/migration/V5__progress.sql");
  private static final String LOAD = "test";
  private static final int[] ACKNOWLEDGED = {0, 1, 300};

  private static PostgresServer postgres;
  private static Database events;
  private static Commits commits;

  @TempDir Path journals;

  @BeforeAll
  static void start() {
    postgres = PostgresServer.start(PostgresSettings.temporary());
    events = postgres.createDatabase("events");
    commits = Commits.on(events, COMMANDS, "{\"itemId\":\"other\"}");
  }

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void threeTicksWereAcknowledged() throws IOException, SQLException {
    try (var journal =
        new DataOutputStream(Files.newOutputStream(journals.resolve(LOAD + ".acked")))) {
      for (int tick : ACKNOWLEDGED) {
        journal.writeInt(tick);
      }
    }
    execute(events, "truncate event");
  }

  @Test
  void everyTickIsFoundInTheEventStore() throws IOException, SQLException {
    store(0, 1, 300);
    // Neither a tick nor a learner of the load.
    execute(
        events,
        "insert into event (stream, sequence, event_id, type, revision, recorded_at, payload)"
            + " values ('enrollment/growth-1/benchmark', 0, gen_random_uuid(), 'item-completed', 1,"
            + " now(), '{}'), ('roadmap/benchmark', 0, gen_random_uuid(), 'roadmap-published', 1,"
            + " now(), '{}')");

    assertThat(check(Store.EVENTS, events)).isEqualTo(new StoreCheck("test", 3, 3, 0, 0, 0));
  }

  @Test
  void findsTheTickThatTheEventStoreLacksAndTheOneItHasTwice() throws IOException, SQLException {
    store(0, 300, 300);

    assertThat(check(Store.EVENTS, events)).isEqualTo(new StoreCheck("test", 3, 1, 1, 1, 0));
  }

  @Test
  void findsTheTickThatTheReadSideLacks() throws IOException, SQLException {
    Database reads = postgres.createDatabase("reads");
    execute(reads, Files.readString(PROGRESS));
    execute(
        reads,
        "insert into item_state values ('%1$s', 'benchmark', '%2$s', 1, 'done', now()), ('%1$s', 'benchmark', '%3$s', 2, 'todo', now())"
            .formatted(Ticks.learnerId(0), Ticks.itemId(0), Ticks.itemId(1)));

    assertThat(check(Store.PROJECTION, reads)).isEqualTo(new StoreCheck("test", 3, 1, 2, 0, 0));
  }

  @Test
  void readsTheTablesOfTheStockEngine() throws IOException, SQLException {
    Database stock = postgres.createDatabase("stock");
    execute(
        stock,
        "create table domainevententry (aggregateidentifier text, payloadtype text, payload"
            + " bytea)");
    for (int tick : ACKNOWLEDGED) {
      execute(
          stock,
          "insert into domainevententry values ('enrollment/%s/benchmark', 'item-completed', convert_to('{\"itemId\":\"%s\"}', 'UTF8'))"
              .formatted(Ticks.learnerId(Ticks.learner(tick)), Ticks.itemId(Ticks.item(tick))));
    }

    assertThat(check(Store.STOCK, stock)).matches(StoreCheck::passed);
  }

  @Test
  void readsTheLargeObjectsOfAxonsOwnStore() throws IOException, SQLException {
    Database guides = postgres.createDatabase("guides");
    execute(guides, "create table domain_event_entry (aggregate_identifier text, payload oid)");
    for (int tick : ACKNOWLEDGED) {
      execute(
          guides,
          "insert into domain_event_entry select '%s/benchmark', lo_from_bytea(0, convert_to('{\"itemId\":\"%s\"}', 'UTF8'))"
              .formatted(Ticks.learnerId(Ticks.learner(tick)), Ticks.itemId(Ticks.item(tick))));
    }

    assertThat(check(Store.GUIDES, guides)).matches(StoreCheck::passed);
  }

  @Test
  void commitsGoIntoTheServicesOwnTable() throws SQLException {
    var overJdbc = new JdbcCommits(events, "{}");
    double single = overJdbc.perSecond(1, Duration.ofMillis(200));
    double hundreds = overJdbc.perSecond(100, Duration.ofMillis(200));

    assertThat(single).isPositive();
    assertThat(hundreds).isPositive();
    assertThat(count("select count(*) from event where stream like 'enrollment/1-%'")).isPositive();
    assertThat(commits.tool()).contains("64");
  }

  @ParameterizedTest
  @CsvSource({"EVENT_TABLE, 0", "OUTBOX_TABLE, 1", "MESSAGE, 0"})
  void anEventIsHandedOnInTheCommitThatStoresIt(Outbox outbox, int rowsOfAnEvent)
      throws SQLException {
    execute(events, "truncate outbox");
    new JdbcCommits(events, "{}").perSecond(outbox, 10, Duration.ofMillis(200));

    long stored = count("select count(*) from event where stream like 'enrollment/1-%'");
    assertThat(stored).isPositive();
    assertThat(count("select count(*) from outbox")).isEqualTo(stored * rowsOfAnEvent);
  }

  private StoreCheck check(Store store, Database database) throws IOException, SQLException {
    return store.check("test", database, journals, List.of(LOAD));
  }

  private static void store(int... ticks) throws SQLException {
    for (int sequence = 0; sequence < ticks.length; sequence++) {
      execute(
          events,
          "insert into event (stream, sequence, event_id, type, revision, recorded_at, payload)"
              + " values"
              + " ('enrollment/%s/benchmark', %d, gen_random_uuid(), 'item-completed', 1, now(), '{\"itemId\":\"%s\"}')"
                  .formatted(
                      Ticks.learnerId(Ticks.learner(ticks[sequence])),
                      sequence,
                      Ticks.itemId(Ticks.item(ticks[sequence]))));
    }
  }

  private static void execute(Database database, String sql) throws SQLException {
    try (Connection connection = database.connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long count(String sql) throws SQLException {
    try (Connection connection = events.connect();
        var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
