package dev.trilha.command.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.command.CommandService;
import dev.trilha.embedded.Database;
import dev.trilha.testservers.SharedServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A backlog that is large enough is sent from the table, and the log goes on behind it. */
@EnabledIfEnvironmentVariable(named = "TRILHA_SLOW_TESTS", matches = "true")
class ShortcutIT {
  private static final int BACKLOG = 30;

  private final Database database = SharedServers.freshDatabase();
  private final Relayed relayed = new Relayed();

  private CommandService relaying(int shortcutFrom) {
    return CommandService.start(
        database,
        relayed.slotSetting(),
        "--trilha.relay.heartbeat=500ms",
        "--trilha.relay.shortcut-from=" + shortcutFrom);
  }

  /** One event that Kafka has, and behind it those that the relay has yet to send. */
  private void storeABacklog() {
    try (CommandService service = relaying(BACKLOG)) {
      relayed.form(service);
      relayed.awaitEvents(1);
      Relayed.awaitSettled(service);
    }
    try (CommandService service = CommandService.start(database)) {
      relayed.join(
          service, IntStream.range(0, BACKLOG).mapToObj(i -> "l" + i).toArray(String[]::new));
    }
  }

  @ParameterizedTest
  @CsvSource({BACKLOG + ", 1.0", (BACKLOG + 1) + ", 0.0"})
  void itIsTakenFromSoManyEventsOn(int shortcutFrom, String shortcuts) {
    storeABacklog();

    try (CommandService service = relaying(shortcutFrom)) {
      assertThat(relayed.awaitEvents(BACKLOG + 1)).hasSize(BACKLOG + 1);
      Relayed.awaitState(service, "STREAMING");
      assertThat(shortcuts(service)).isEqualTo(shortcuts);

      relayed.join(service, "late");
      assertThat(relayed.awaitEvents(BACKLOG + 2)).hasSize(BACKLOG + 2);
    }
  }

  @Test
  void aTransactionThatTakesLongKeepsTheRelayOnTheLog() throws SQLException {
    storeABacklog();

    try (Connection slow = database.connect();
        Statement statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute(
          """
          insert into event (stream, sequence, event_id, type, revision, recorded_at, payload)
          select stream, sequence + 1, gen_random_uuid(), type, revision, now(), payload
          from event where stream = 'team/%s' order by sequence desc limit 1
          """
              .formatted(relayed.team()));
      try (CommandService service = relaying(BACKLOG)) {
        relayed.awaitEvents(BACKLOG + 1);
        assertThat(shortcuts(service)).isEqualTo("0.0");

        slow.commit();
        relayed.awaitEvents(BACKLOG + 2);
      }
    }
  }

  private static String shortcuts(CommandService service) {
    return RelayLagIT.metric(service, "trilha_relay_shortcuts_total");
  }
}
