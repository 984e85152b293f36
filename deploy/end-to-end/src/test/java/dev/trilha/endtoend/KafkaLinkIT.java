package dev.trilha.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A link to Kafka that is slow, then narrow, then resets its connections again and again. */
@EnabledIfEnvironmentVariable(named = "TRILHA_FAULTS", matches = "[1-9]\\d{0,2}")
class KafkaLinkIT {
  private static final long SEED = Seed.of(KafkaLinkIT.class);
  private static final int RESETS = 40;

  @Test
  void makesItSlowerAndNeverChangesTheOrder() throws Exception {
    try (OwnTrilha trilha = OwnTrilha.withKafkaBehindALink("kafka-link")) {
      Replica command = trilha.command("command", Map.of());
      Replica query = trilha.query("query", Map.of());
      Crowd crowd = Crowd.on("link", new Learning(command.caller(), query.caller()), SEED);
      Link link = trilha.kafka().link();

      link.slow(Duration.ofMillis(150));
      crowd.ticksOn(500);
      link.narrow(16 * 1024);
      crowd.ticksOn(500);
      link.heal();
      link.slow(Duration.ofMillis(20));
      var dice = new Random(SEED);
      int ended = 0;
      for (int i = 0; i < RESETS; i++) {
        TimeUnit.MILLISECONDS.sleep(100 + dice.nextInt(700));
        ended += link.reset();
      }
      assertThat(ended).as("connections that were reset").isGreaterThan(RESETS);
      crowd.ticksOn(200);
      link.heal();

      Oracles.of(trilha).hold(crowd, "a bad link to Kafka");
      Oracles.relayIsWell(command.caller(), "a bad link to Kafka");
    }
  }
}
