package dev.trilha.command.outbox;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.command.CommandService;
import dev.trilha.embedded.Database;
import dev.trilha.testservers.SharedServers;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RelayLagIT {
  private final String team = "t" + UUID.randomUUID().toString().substring(0, 8);

  static String metric(CommandService service, String name) {
    return service
        .get("/actuator/prometheus")
        .body()
        .asString()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElse("");
  }

  @Test
  void isKnownFromTheStartThoughNoEventFollows() {
    String slot = "s_" + UUID.randomUUID().toString().replace('-', '_');
    Database database = SharedServers.freshDatabase();
    try (CommandService service = CommandService.start(database, "--trilha.relay.slot=" + slot)) {
      service.put("/v1/teams/" + team, "{\"name\":\"Aurora\"}");
      comesToNothing(service);
    }
    try (CommandService restarted = CommandService.start(database, "--trilha.relay.slot=" + slot)) {
      comesToNothing(restarted);
    }
  }

  private static void comesToNothing(CommandService service) {
    await("the lag never came to nothing")
        .atMost(ofSeconds(40))
        .untilAsserted(() -> {
          assertThat(metric(service, "trilha_relay_lag_events")).isEqualTo("0.0");
          assertThat(metric(service, "trilha_relay_lag_seconds")).isEqualTo("0.0");
          assertThat(metric(service, "trilha_relay_state{state=\"streaming\"}")).isEqualTo("1.0");
        });
  }

  @Test
  void countsTheEventsBehindTheOneThatWasAcknowledgedLast() {
    try (CommandService service = CommandService.start()) {
      JdbcClient jdbc = service.jdbc();
      Clock clock = Clock.systemUTC();
      var lag =
          new RelayLag(
              jdbc,
              new OutboxSlot(jdbc, jdbc, "no_such_slot", Duration.ofSeconds(30)),
              new ParkedRows(jdbc, clock),
              clock);
      service.put("/v1/teams/" + team, "{\"name\":\"Aurora\"}");
      lag.acknowledged(Long.parseLong(service.texts("select max(position) from event").getFirst()));
      service.put("/v1/teams/" + team + "/members/ana", null);
      service.put("/v1/teams/" + team + "/members/bruno", null);

      RelayLag.Lag waiting = lag.current();

      assertThat(waiting.events()).isEqualTo(2);
      assertThat(waiting.seconds()).isPositive();
      assertThat(waiting.bytes()).isNaN();
      assertThat(waiting.slotStatus()).isEqualTo("missing");
    }
  }
}
