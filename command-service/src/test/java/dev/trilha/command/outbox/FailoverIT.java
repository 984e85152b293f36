package dev.trilha.command.outbox;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.embedded.Database;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.EventRecords;
import dev.trilha.testservers.SharedServers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Two replicas as processes of their own, and what becomes of the one that leads. Takes a minute,
 * so only where {@code TRILHA_FAULTS} is set; {@link AcknowledgedSendIT} has the fence itself.
 */
@EnabledIfEnvironmentVariable(named = "TRILHA_FAULTS", matches = ".+")
class FailoverIT {
  private static final long TAKEN_OVER_WITHIN_SECONDS = 30;

  private final Database database = SharedServers.freshDatabase();
  private final Relayed relayed = new Relayed();
  private final AtomicInteger joined = new AtomicInteger();
  private Replica leader;
  private Replica next;

  @BeforeEach
  void start() throws IOException {
    leader = replica();
    next = replica();
    await("nobody led")
        .atMost(ofSeconds(90))
        .until(() -> List.of(leader.state(), next.state()).contains("STREAMING"));
    if (next.state().equals("STREAMING")) {
      Replica first = leader;
      leader = next;
      next = first;
    }
    next.awaitState("STANDBY", 60);
    next.put("/v1/teams/" + relayed.team(), "{\"name\":\"Aurora\"}");
  }

  private Replica replica() {
    return Replica.start(database, relayed.slotSetting(), "--trilha.relay.lease=6s");
  }

  @AfterEach
  void stop() {
    leader.close();
    next.close();
  }

  private void join() throws IOException {
    next.put("/v1/teams/%s/members/l%d".formatted(relayed.team(), joined.getAndIncrement()), "");
  }

  /** While people join by the replica that stands by. */
  private void underLoad(Runnable fault) throws Exception {
    try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
      int enough = 300;
      List<Future<?>> joining = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        joining.add(
            people.submit(() -> {
              while (joined.get() < enough) {
                join();
              }
              return null;
            }));
      }
      await("nobody joined").atMost(ofSeconds(30)).until(() -> joined.get() > enough / 3);
      fault.run();
      for (Future<?> done : joining) {
        done.get();
      }
    }
  }

  @Test
  void theNextReplicaLeadsWhenTheLeaderIsKilled() throws Exception {
    underLoad(leader::close);

    next.awaitState("STREAMING", TAKEN_OVER_WITHIN_SECONDS);
    relayed.awaitEvents(joined.get() + 1);
  }

  @Test
  void aLeaderThatWasPausedSendsNothingMoreWhenItWakesUp() throws Exception {
    underLoad(leader::pause);
    next.awaitState("STREAMING", TAKEN_OVER_WITHIN_SECONDS);
    relayed.awaitEvents(joined.get() + 1);
    int before = records().size();

    leader.wakeUp();
    leader.awaitState("STANDBY", TAKEN_OVER_WITHIN_SECONDS);
    join();

    relayed.awaitEvents(joined.get() + 1);
    assertThat(records().subList(before, records().size()))
        .extracting(record -> EventRecords.read(record).sequence())
        .containsExactly((long) joined.get());
  }

  private List<ConsumerRecord<String, byte[]>> records() {
    return relayed.records(Topic.TEAM, relayed.team());
  }
}
