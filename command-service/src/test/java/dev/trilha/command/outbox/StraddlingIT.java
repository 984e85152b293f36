package dev.trilha.command.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.command.CommandService;
import dev.trilha.embedded.Database;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.EventRecords;
import dev.trilha.testservers.SharedServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Transactions that are under way when the relay ends one thing and begins the next. */
@EnabledIfEnvironmentVariable(named = "TRILHA_SLOW_TESTS", matches = "true")
class StraddlingIT {
  private final Database database = SharedServers.freshDatabase();
  private final Relayed relayed = new Relayed();

  private CommandService relaying() {
    return CommandService.start(database, relayed.slotSetting(), "--trilha.relay.heartbeat=500ms");
  }

  private void relayOneEvent() {
    try (CommandService service = relaying()) {
      relayed.form(service);
      relayed.awaitEvents(1);
    }
  }

  /** An event of the team, by somebody who has not committed yet. */
  private void store(Statement statement, int sequence) throws SQLException {
    statement.execute(
        """
        insert into event (stream, sequence, event_id, type, revision, recorded_at, payload)
        values ('team/%1$s', %2$d, gen_random_uuid(), 'team-renamed', 1, now(), '{"teamId":"%1$s","name":"Number %2$d"}')
        """
            .formatted(relayed.team(), sequence));
  }

  private static String text(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void aTransactionIsWholeThoughTheSlotStandsInTheMiddleOfIt() throws SQLException {
    relayOneEvent();
    try (CommandService service = CommandService.start(database);
        Connection slow = database.connect();
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      store(statement, 1);
      service.put("/v1/teams/another-" + relayed.team(), "{\"name\":\"Another\"}");
      // Where the next thing of the log is written: the second event of the slow transaction.
      String end = text(statement, "select pg_current_wal_insert_lsn()::text");
      store(statement, 2);
      slow.commit();
      // Or what is missing would be the end, which is found out.
      service.put("/v1/teams/last-" + relayed.team(), "{\"name\":\"Last\"}");
      service
          .relay()
          .sql("select pg_replication_slot_advance(?, ?::pg_lsn)::text")
          .params(relayed.slot(), end)
          .query()
          .singleRow();
      service.jdbc().sql("update relay_progress set lsn = ?::pg_lsn").param(end).update();
    }
    try (CommandService service = relaying()) {
      relayed.awaitEvents(3);
      assertThat(service.texts("select slot from relay_backfill")).isEmpty();
    }
  }

  /** Or the log, which has the earlier one yet to come, would give it as a copy. */
  @Test
  void theTableSendsNoEventWhoseForerunnerItPassed() throws SQLException {
    relayOneEvent();
    try (CommandService service = CommandService.start(database);
        Connection slow = database.connect();
        Statement statement = slow.createStatement();
        KafkaProducer<String, byte[]> producer =
            new KafkaSettings(SharedServers.kafka().bootstrapServers())
                .producer(1, "straddling-" + relayed.team())) {
      slow.setAutoCommit(false);
      store(statement, 1);
      service.put("/v1/teams/another-" + relayed.team(), "{\"name\":\"Another\"}");
      Backfill backfill = new Backfill(service.jdbc(), "straddling");
      backfill.order(1);
      List<Long> reached = new ArrayList<>();

      backfill.run(
          1,
          relayed.delivery(service.jdbc(), producer),
          position -> {
            reached.add(position);
            commitWithAnother(slow, statement);
          });

      assertThat(reached).containsExactly(3L);
      assertThat(
              relayed.records(Topic.TEAM, relayed.team()).stream()
                  .map(record -> EventRecords.read(record).sequence()))
          .containsExactly(0L);
      producer.close(Duration.ZERO);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void commitWithAnother(Connection slow, Statement statement) {
    try {
      slow.commit();
      store(statement, 2);
      slow.commit();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
