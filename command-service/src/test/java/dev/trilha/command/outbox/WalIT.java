package dev.trilha.command.outbox;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.command.CommandService;
import dev.trilha.embedded.Database;
import dev.trilha.embedded.PostgresServer;
import dev.trilha.embedded.PostgresSettings;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** How much of its log PostgreSQL keeps for the relay: on a server that keeps 64 MB at the most. */
@EnabledIfEnvironmentVariable(named = "TRILHA_SLOW_TESTS", matches = "true")
class WalIT {
  private static final long MEGABYTE = 1024 * 1024;
  private static final AtomicInteger databases = new AtomicInteger();
  private static PostgresServer server;

  private Database database;
  private Database relay;
  private final Relayed relayed = new Relayed();

  @BeforeAll
  static void start() {
    server =
        PostgresServer.start(
            PostgresSettings.temporary()
                .with("max_slot_wal_keep_size", "64MB")
                .with("max_wal_size", "64MB"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void makeADatabase() {
    database = server.createDatabase("wal_" + databases.incrementAndGet());
    relay = server.createWalReader(database, database.name() + "_relay");
  }

  private CommandService relaying() {
    return CommandService.start(
        database,
        relayed.slotSetting(),
        "--trilha.relay.heartbeat=500ms",
        "--trilha.relay.role.username=" + relay.user(),
        "--trilha.relay.role.password=" + relay.password());
  }

  private static JdbcClient administrator() {
    Database database = server.administration();
    return JdbcClient.create(
        new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password()));
  }

  /** As if others had written so many segments of 16 MB. */
  private static void fill(int segments) {
    for (int i = 0; i < segments; i++) {
      administrator()
          .sql("select pg_logical_emit_message(true, 'other', 'x')::text")
          .query()
          .singleRow();
      administrator().sql("select pg_switch_wal()::text").query().singleRow();
    }
  }

  @Test
  void aSlotThatIsLostIsToldAndReplacedAndNothingIsMissing() {
    try (CommandService service = relaying()) {
      relayed.form(service);
      relayed.awaitEvents(1);
    }
    try (CommandService service = CommandService.start(database)) {
      relayed.join(service, "ana");
      fill(10);
      administrator().sql("checkpoint").update();
      assertThat(
              service.texts(
                  "select wal_status from pg_replication_slots where slot_name = ?",
                  relayed.slot()))
          .containsExactly("lost");
    }
    try (CommandService service = relaying()) {
      relayed.join(service, "bruno");

      relayed.awaitEvents(3);
      Relayed.awaitState(service, "STREAMING");
      assertThat(RelayLagIT.metric(service, "trilha_relay_recoveries_total{cause=\"slot-lost\"}"))
          .isEqualTo("1.0");
      assertThat(RelayLagIT.metric(service, "trilha_relay_slot{status=\"reserved\"}"))
          .isEqualTo("1.0");
    }
  }

  @Test
  void healthIsDownBeforeTheSlotIsLost() {
    try (CommandService service = relaying()) {
      relayed.form(service);
      relayed.awaitEvents(1);
      Relayed.awaitState(service, "STREAMING");
      // A transaction that stays open keeps what was written since, whatever the relay confirms.
      try (var open = database.connect();
          var statement = open.createStatement()) {
        open.setAutoCommit(false);
        statement.execute("select pg_logical_emit_message(true, 'other', 'x')");
        fill(3);

        await("health never told of the WAL")
            .atMost(ofSeconds(30))
            .untilAsserted(() -> {
              assertThat(Relayed.health(service).at("/details/wal").asString(""))
                  .contains("of %d bytes".formatted(64 * MEGABYTE));
              assertThat(Relayed.health(service).at("/status").asString()).isEqualTo("DOWN");
            });
        assertThat(Double.parseDouble(RelayLagIT.metric(service, "trilha_relay_retained_bytes")))
            .isGreaterThan(32 * MEGABYTE);
        assertThat(
                Double.parseDouble(RelayLagIT.metric(service, "trilha_relay_retained_cap_bytes")))
            .isEqualTo(64 * MEGABYTE);
      } catch (SQLException failure) {
        throw new AssertionError(failure);
      }
    }
  }

  @Test
  void anIdleDatabaseKeepsNothingOfABusyOne() {
    try (CommandService service = relaying()) {
      relayed.form(service);
      relayed.awaitEvents(1);
      Relayed.awaitState(service, "STREAMING");
      fill(2);
      String written = service.texts("select pg_current_wal_lsn()::text").getFirst();

      await("the slot stayed where nobody ticked")
          .atMost(ofSeconds(30))
          .until(() ->
              service
                  .texts(
                      "select confirmed_flush_lsn >= ?::pg_lsn from pg_replication_slots where"
                          + " slot_name = ?",
                      written,
                      relayed.slot())
                  .contains("t"));
    }
  }
}
