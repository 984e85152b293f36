package dev.trilha.command.outbox;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.command.CommandService;
import dev.trilha.embedded.Database;
import dev.trilha.testservers.SharedServers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Services that relay, stop, and start again. */
@EnabledIfEnvironmentVariable(named = "TRILHA_SLOW_TESTS", matches = "true")
class RelayRestartIT {
  private final Relayed relayed = new Relayed();

  @Test
  void whatWasStoredWhileTheRelayWasAwayIsSentWhenItIsBack() {
    Database database = SharedServers.freshDatabase();
    try (CommandService service = CommandService.start(database, relayed.slotSetting())) {
      relayed.form(service);
      relayed.awaitEvents(1);
    }
    try (CommandService service = CommandService.start(database)) {
      relayed.join(service, "ana");
    }
    try (CommandService service = CommandService.start(database, relayed.slotSetting())) {
      relayed.join(service, "bruno");

      relayed.awaitEvents(3);
    }
  }

  @Test
  void oneReplicaRelaysAndTheNextOneWhenItIsGone() {
    try (CommandService next = besideALeaderThatGoes(SharedServers.freshDatabase())) {
      relayed.join(next, "ana");

      relayed.awaitEvents(2);
      Relayed.awaitState(next, "STREAMING");
    }
  }

  private CommandService besideALeaderThatGoes(Database database) {
    try (CommandService leader = CommandService.start(database, relayed.slotSetting())) {
      Relayed.awaitState(leader, "STREAMING");
      CommandService next = CommandService.start(database, relayed.slotSetting());
      Relayed.awaitState(next, "STANDBY");
      relayed.form(next);
      relayed.awaitEvents(1);
      return next;
    }
  }

  @Test
  void theSlotMovesOnAndWhatKafkaHasIsNotSentAgain() {
    Database database = SharedServers.freshDatabase();
    String often = "--trilha.relay.heartbeat=500ms";
    try (CommandService service = CommandService.start(database, relayed.slotSetting(), often)) {
      relayed.form(service);
      relayed.join(service, "ana", "bruno");
      relayed.awaitEvents(3);
      String written = service.texts("select pg_current_wal_lsn()::text").getFirst();

      await("PostgreSQL never heard that it may forget")
          .atMost(ofSeconds(30))
          .until(() ->
              service
                  .texts(
                      "select confirmed_flush_lsn >= ?::pg_lsn from pg_replication_slots where"
                          + " slot_name = ?",
                      written,
                      relayed.slot())
                  .equals(List.of("t")));
    }
    try (CommandService service = CommandService.start(database, relayed.slotSetting(), often)) {
      relayed.join(service, "carla");

      assertThat(relayed.awaitEvents(4)).hasSize(4);
    }
  }
}
