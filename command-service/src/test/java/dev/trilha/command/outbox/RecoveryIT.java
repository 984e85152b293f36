package dev.trilha.command.outbox;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trilha.command.CommandService;
import dev.trilha.embedded.Database;
import dev.trilha.testservers.SharedServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the log does not hold any more is sent from the table, whoever took it away, and how. */
@EnabledIfEnvironmentVariable(named = "TRILHA_SLOW_TESTS", matches = "true")
class RecoveryIT {
  private static final String OFTEN = "--trilha.relay.heartbeat=500ms";

  private final Database database = SharedServers.freshDatabase();
  private final Relayed relayed = new Relayed();

  private CommandService relaying() {
    return CommandService.start(database, relayed.slotSetting(), OFTEN);
  }

  /** Has its first event relayed, and notes taken of it, and leaves. */
  private void relayOneEvent() {
    try (CommandService service = relaying()) {
      relayed.form(service);
      relayed.awaitEvents(1);
    }
  }

  @Test
  void aSlotThatIsDroppedUnderLoadIsReplacedAndNothingIsMissing() throws Exception {
    try (CommandService service = relaying();
        ExecutorService load = Executors.newVirtualThreadPerTaskExecutor()) {
      relayed.form(service);
      relayed.awaitEvents(1);
      AtomicBoolean enough = new AtomicBoolean();
      AtomicInteger joined = new AtomicInteger();
      Future<?> joining =
          load.submit(() -> {
            while (!enough.get()) {
              relayed.join(service, "l" + joined.getAndIncrement());
            }
          });
      await("nobody joined").atMost(ofSeconds(30)).until(() -> joined.get() > 50);
      dropSlot(service);
      int before = joined.get();
      await("nobody joined any more").atMost(ofSeconds(30)).until(() -> joined.get() > before + 50);
      Relayed.awaitState(service, "STREAMING");
      enough.set(true);
      joining.get();

      relayed.awaitEvents(joined.get() + 1);
      assertThat(recoveries(service, "slot-missing")).isEqualTo("1.0");
      assertThat(service.texts("select slot from relay_backfill")).isEmpty();
    }
  }

  /** Takes the slot away from whoever reads it. */
  private void dropSlot(CommandService service) {
    service
        .relay()
        .sql(
            """
            do $$ declare reader int; begin
              loop
                select active_pid into reader from pg_replication_slots where slot_name = '%1$s';
                exit when reader is null;
                perform pg_terminate_backend(reader);
                perform pg_sleep(0.01);
              end loop;
              perform pg_drop_replication_slot('%1$s');
            end $$
            """
                .formatted(relayed.slot()))
        .update();
  }

  @Test
  void onlyWhatTheRelayHadNotSettledIsSentAgain() {
    try (CommandService service = relaying()) {
      relayed.form(service);
      relayed.join(service, "ana");
      relayed.awaitEvents(2);
      Relayed.awaitSettled(service);
    }
    try (CommandService service = CommandService.start(database)) {
      relayed.join(service, "bruno");
      service
          .relay()
          .sql("select pg_drop_replication_slot(?)::text")
          .param(relayed.slot())
          .query()
          .singleRow();
    }
    try (CommandService service = relaying()) {
      assertThat(relayed.awaitEvents(3)).hasSize(3);
      Relayed.awaitState(service, "STREAMING");
    }
  }

  @Test
  void aSlotThatSomebodyMovedAheadSkipsNothing() {
    relayOneEvent();
    try (CommandService service = CommandService.start(database)) {
      relayed.join(service, "ana", "bruno");
      service
          .relay()
          .sql("select pg_replication_slot_advance(?, pg_current_wal_lsn())::text")
          .param(relayed.slot())
          .query()
          .singleRow();
    }
    try (CommandService service = relaying()) {
      relayed.awaitEvents(3);
      assertThat(recoveries(service, "slot-ahead")).isEqualTo("1.0");
    }
  }

  @Test
  void aSlotThatIsBehindSendsCopiesAndNothingElse() {
    relayOneEvent();
    try (CommandService service = CommandService.start(database)) {
      relayed.join(service, "ana");
      // As if the slot were one of an hour ago: the relay noted more than it confirmed.
      service.jdbc().sql("update relay_progress set lsn = pg_current_wal_lsn()").update();
    }
    try (CommandService service = relaying()) {
      relayed.awaitEvents(2);
      assertThat(service.texts("select slot from relay_backfill")).isEmpty();
    }
  }

  @Test
  void aNoteThatIsLostCostsCopiesAndNothingElse() {
    relayOneEvent();
    try (CommandService service = CommandService.start(database)) {
      service.jdbc().sql("delete from relay_progress").update();
      relayed.join(service, "ana");
    }
    try (CommandService service = relaying()) {
      relayed.awaitEvents(2);
      assertThat(recoveries(service, "unknown-slot")).isEqualTo("1.0");
    }
  }

  @Test
  void aPublicationThatVanishesIsToldAndSkipsNothing() {
    try (CommandService service = relaying()) {
      relayed.form(service);
      relayed.awaitEvents(1);

      service.jdbc().sql("drop publication trilha_outbox").update();
      relayed.join(service, "ana");
      Relayed.awaitFailure(service, "the publication trilha_outbox is missing");
      relayed.join(service, "bruno");
      publishAgain(service);

      relayed.awaitEvents(3);
      Relayed.awaitState(service, "STREAMING");
      assertThat(recoveries(service, "publication-changed")).isNotEqualTo("0.0");
    }
  }

  @Test
  void aPublicationThatWasMadeAgainMeanwhileSkipsNothing() {
    relayOneEvent();
    try (CommandService service = CommandService.start(database)) {
      service.jdbc().sql("drop publication trilha_outbox").update();
      relayed.join(service, "ana");
      publishAgain(service);
    }
    try (CommandService service = relaying()) {
      relayed.join(service, "bruno");

      relayed.awaitEvents(3);
    }
  }

  private static void publishAgain(CommandService service) {
    service
        .jdbc()
        .sql("create publication trilha_outbox for table event, learner_profile")
        .update();
  }

  @Test
  void aTableThatWasAlteredIsTold() {
    relayOneEvent();
    try (CommandService service = CommandService.start(database)) {
      service.jdbc().sql("alter table event rename column traceparent to trace").update();
    }
    try (CommandService service = relaying()) {
      Relayed.awaitFailure(service, "traceparent is missing and not text");

      service.jdbc().sql("alter table event rename column trace to traceparent").update();
      relayed.join(service, "ana");
      relayed.awaitEvents(2);
    }
  }

  @Test
  void aLogThatSkipsAnEventIsFoundOut() {
    try (CommandService service = CommandService.start(database)) {
      relayed.form(service);
      ByHand relay = new ByHand(service);
      relay.note.begin(new RelayNote.Acknowledged(0, 1, null), relay.published.fingerprint());
      Progress progress =
          new Progress(relay.note, relay.recovery(), "trilha_outbox", relay.clock, 0);

      assertThatThrownBy(() -> progress.acknowledged(List.of(mark("1 700"))))
          .hasMessageContaining("position 1");
      assertThat(service.texts("select position from relay_backfill")).containsExactly("0");
      assertThat(progress.movable()).isZero();
    }
  }

  @Test
  void aReplicaThatLostTheLeadWhileItLookedOrdersNothing() {
    try (CommandService service = CommandService.start(database)) {
      relayed.form(service);
      ByHand relay = new ByHand(service);

      assertThatThrownBy(() ->
              relay
                  .recovery()
                  .run(
                      Map.of(),
                      () -> {
                        throw new IllegalStateException("another leads");
                      }))
          .hasMessage("another leads");
      assertThat(relay.slot.status()).isEmpty();
      assertThat(service.texts("select slot from relay_backfill")).isEmpty();
    }
  }

  @Test
  void whatWasSettledStaysSoWhenTheSlotIsLostTwice() throws InterruptedException {
    try (CommandService service = relaying()) {
      relayed.form(service);
      relayed.awaitEvents(1);
      Relayed.awaitSettled(service);
    }
    try (CommandService service = CommandService.start(database)) {
      ByHand relay = new ByHand(service);
      for (int loss = 0; loss < 2; loss++) {
        relay.slot.drop();
        relay.recovery().run(Map.of(), () -> {});

        assertThat(service.texts("select position from relay_backfill")).containsExactly("1");
      }
    }
  }

  @Test
  void aTransactionThatKeepsASlotFromBeingMadeIsTold() throws SQLException {
    try (CommandService service = CommandService.start(database);
        Connection slow = database.connect();
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute("select pg_current_xact_id()");
      ByHand relay = new ByHand(service);

      assertThatThrownBy(() -> relay.recovery().run(Map.of(), () -> {}))
          .hasMessageContaining("cannot be made while a transaction of PostgreSQL's process");
      assertThat(relay.slot.status()).isEmpty();
    }
  }

  /** What recovers, without a relay that streams. */
  private final class ByHand {
    private final Clock clock = Clock.systemUTC();
    private final JdbcClient jdbc;
    private final OutboxSlot slot;
    private final RelayNote note;
    private final Published published;

    ByHand(CommandService service) {
      this.jdbc = service.jdbc();
      this.slot = new OutboxSlot(jdbc, service.relay(), relayed.slot(), Duration.ofMillis(500));
      this.note = new RelayNote(jdbc, relayed.slot(), clock);
      this.published = new Published(jdbc, "trilha_outbox");
    }

    Recovery recovery() {
      Backfill backfill = new Backfill(jdbc, relayed.slot());
      return new Recovery(
          slot,
          note,
          published,
          new KnownTopics(jdbc, relayed.slot()),
          backfill,
          new Shortcut(slot, note, backfill, Long.MAX_VALUE),
          new RelayMetrics(
              new SimpleMeterRegistry(),
              new RelayLag(jdbc, slot, new ParkedRows(jdbc, clock), clock)));
    }
  }

  /** As Debezium gives a message of the log. */
  private static SourceRecord mark(String content) {
    Schema message =
        SchemaBuilder.struct()
            .field("prefix", Schema.STRING_SCHEMA)
            .field("content", Schema.BYTES_SCHEMA)
            .build();
    Schema envelope = SchemaBuilder.struct().field("message", message).build();
    Struct said =
        new Struct(message)
            .put("prefix", "trilha-relay")
            .put("content", content.getBytes(StandardCharsets.US_ASCII));
    return new SourceRecord(
        Map.of(),
        Map.of("lsn_commit", 7L),
        "message",
        envelope,
        new Struct(envelope).put("message", said));
  }

  @Test
  void aMarkThatIsNoneOfOursChangesNothing() {
    try (CommandService service = relaying()) {
      relayed.form(service);
      relayed.awaitEvents(1);
      for (String content : List.of("999 1", "x", "99999999999999999999 1")) {
        service
            .jdbc()
            .sql("select pg_logical_emit_message(true, 'trilha-relay', ?)::text")
            .param(content)
            .query()
            .singleRow();
      }
      // One of them lies about the store: an event behind it would make it look true.
      String said = service.texts("select pg_current_wal_lsn()::text").getFirst();
      await("the marks were never passed")
          .atMost(ofSeconds(30))
          .until(() ->
              service
                  .texts(
                      "select lsn >= ?::pg_lsn from relay_progress where slot = ?",
                      said,
                      relayed.slot())
                  .equals(List.of("t")));
      relayed.join(service, "ana");

      relayed.awaitEvents(2);
      assertThat(RelayLagIT.metric(service, "trilha_relay_failures_total")).isEqualTo("0.0");
    }
  }

  private static String recoveries(CommandService service, String cause) {
    return RelayLagIT.metric(
        service, "trilha_relay_recoveries_total{cause=\"%s\"}".formatted(cause));
  }
}
