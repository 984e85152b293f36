package dev.trilha.command.eventstore;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.command.CommandService;
import dev.trilha.command.CommandService.Answer;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** More than the store may keep waiting, as callers see it. */
class BackPressureIT {
  private static final String WAITS_FOR_THE_LOCK =
      """
      select pid from pg_locks where not granted and relation = 'event'::regclass
        and database = (select oid from pg_database where datname = current_database())
      """;

  @Test
  void whoFindsTheQueueFullIsToldWhenToComeAgainAndTheOthersAreServed() throws Exception {
    try (CommandService service =
            CommandService.start(
                "--trilha.event-store.lanes=1",
                "--trilha.event-store.waiting=1",
                "--trilha.event-store.longest-wait=30s");
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
        Connection locking = service.database().connect();
        Statement lock = locking.createStatement()) {
      locking.setAutoCommit(false);
      lock.execute("lock table event in exclusive mode");
      Future<Answer> underWay = callers.submit(() -> form(service, "first"));
      await("nothing was ever under way")
          .atMost(ofSeconds(20))
          .until(() -> !service.texts(WAITS_FOR_THE_LOCK).isEmpty());
      Future<Answer> waiting = callers.submit(() -> form(service, "second"));
      await("nothing ever waited")
          .atMost(ofSeconds(20))
          .until(() ->
              service
                  .get("/actuator/prometheus")
                  .body()
                  .asString()
                  .contains("\ntrilha_eventstore_waiting 1.0"));

      Answer refused = form(service, "third");

      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.body().path("type").asString()).isEqualTo("urn:trilha:problem:busy");
      assertThat(refused.body().path("retryAfterMs").asLong(-1)).isBetween(0L, 1_000L);
      locking.rollback();
      assertThat(underWay.get().status()).isEqualTo(200);
      assertThat(waiting.get().status()).isEqualTo(200);
      assertThat(form(service, "third").status()).isEqualTo(200);
    }
  }

  private static Answer form(CommandService service, String team) {
    return service.put("/v1/teams/" + team, "{\"name\":\"Aurora\"}");
  }
}
