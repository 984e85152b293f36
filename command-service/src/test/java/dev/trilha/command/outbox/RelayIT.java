package dev.trilha.command.outbox;

import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.command.CommandService;
import dev.trilha.embedded.Database;
import dev.trilha.schemas.LearnerProfile;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.EventRecords;
import dev.trilha.schemas.cloudevents.ProfileRecords;
import dev.trilha.testservers.SharedServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * From the committed row to the record of Kafka. The topics are shared by all tests: each uses
 * names of its own.
 */
class RelayIT {
  private final Relayed relayed = new Relayed();

  @Test
  void whatIsStoredReachesKafkaInItsOrder() {
    try (CommandService service = CommandService.start(relayed.slotSetting())) {
      relayed.form(service);
      relayed.join(service, IntStream.range(0, 50).mapToObj(i -> "l" + i).toArray(String[]::new));

      relayed.awaitEvents(51);
    }
  }

  @Test
  void aProfileIsSentAndItsErasureIsATombstone() {
    try (CommandService service = CommandService.start(relayed.slotSetting())) {
      String learner = "learner-" + relayed.team();
      service.put(
          "/v1/learners/" + learner + "/profile",
          "{\"displayName\":\"Ana\",\"timeZone\":\"America/Sao_Paulo\"}");
      await("the profile never came")
          .atMost(ofSeconds(30))
          .until(() -> !relayed.records(Topic.LEARNER_PROFILE, learner).isEmpty());
      service.delete("/v1/learners/" + learner);

      await("the tombstone never came")
          .atMost(ofSeconds(30))
          .untilAsserted(() ->
              assertThat(
                      relayed.records(Topic.LEARNER_PROFILE, learner).stream()
                          .map(ProfileRecords::read)
                          .distinct())
                  .extracting(profile -> profile.map(LearnerProfile::displayName))
                  .containsExactly(Optional.of("Ana"), Optional.empty()));
    }
  }

  @Test
  void whatKafkaCannotHaveIsParkedAndTheStreamGoesOn() {
    try (CommandService service = CommandService.start(relayed.slotSetting())) {
      Relayed.awaitState(service, "STREAMING");
      relayed.form(service);
      store(service, 1, "no-such-event", "json_build_object('a', 1)");
      store(service, 2, "team-renamed", "json_build_object('name', repeat('x', 9000000))");
      store(
          service,
          3,
          "team-renamed",
          "json_build_object('teamId', '%s', 'name', 'Boreal')".formatted(relayed.team()));

      await("what comes after them never reached Kafka")
          .atMost(ofSeconds(40))
          .untilAsserted(() ->
              assertThat(
                      relayed.records(Topic.TEAM, relayed.team()).stream()
                          .map(EventRecords::read)
                          .map(event -> event.sequence()))
                  .containsExactly(0L, 3L));
      JsonNode parked = service.get("/actuator/relay").body().path("parked");
      assertThat(parked.findValuesAsString("reason"))
          .containsExactlyInAnyOrder("unmappable", "too-large");
      assertThat(parked.findValuesAsString("subject")).containsOnly("team/" + relayed.team());
      assertThat(outcome(service, "read"))
          .isEqualTo(
              outcome(service, "sent")
                  + outcome(service, "unmappable")
                  + outcome(service, "too-large"));
      assertThat(outcome(service, "unmappable")).isEqualTo(1);
      assertThat(outcome(service, "too-large")).isEqualTo(1);
    }
  }

  @Test
  void whatKafkaCannotHaveIsParkedAsWellWhenTheTableIsSent() {
    Database database = SharedServers.freshDatabase();
    try (CommandService service = CommandService.start(database)) {
      relayed.form(service);
      store(service, 1, "no-such-event", "json_build_object('a', 1)");
      store(
          service,
          2,
          "team-renamed",
          "json_build_object('teamId', '%s', 'name', 'Boreal')".formatted(relayed.team()));
    }
    try (CommandService service = CommandService.start(database, relayed.slotSetting())) {
      await("what comes after it never reached Kafka")
          .atMost(ofSeconds(40))
          .until(() -> relayed.records(Topic.TEAM, relayed.team()).size() == 2);

      assertThat(service.texts("select position || reason from relay_parked"))
          .containsExactly("2unmappable");
    }
  }

  private void store(CommandService service, int sequence, String type, String payload) {
    service
        .jdbc()
        .sql(
            """
            insert into event (stream, sequence, event_id, type, revision, recorded_at, payload)
            values (?, ?, gen_random_uuid(), ?, 1, now(), %s)
            """
                .formatted(payload))
        .params("team/" + relayed.team(), sequence, type)
        .update();
  }

  private static double outcome(CommandService service, String outcome) {
    return Double.parseDouble(
        RelayLagIT.metric(service, "trilha_relay_events_total{outcome=\"%s\"}".formatted(outcome)));
  }

  @Test
  void whoReadsTheTopicInLaterYearsStillLearnsWhoIsErased()
      throws InterruptedException, ExecutionException {
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topic.LEARNER_PROFILE.topicName());
    try (CommandService service = CommandService.start(relayed.slotSetting());
        Admin admin =
            Admin.create(
                Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                    SharedServers.kafka().bootstrapServers()))) {
      relayed.form(service);
      relayed.awaitEvents(1);

      Config config = requireNonNull(admin.describeConfigs(List.of(topic)).all().get().get(topic));

      assertThat(config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value()).isEqualTo("compact");
      assertThat(
              Duration.ofMillis(
                  Long.parseLong(config.get(TopicConfig.DELETE_RETENTION_MS_CONFIG).value())))
          .isGreaterThan(Duration.ofDays(365 * 90));
    }
  }

  @Test
  void theEndpointTellsHowFarTheRelayIs() {
    try (CommandService service = CommandService.start(relayed.slotSetting())) {
      relayed.form(service);

      await("the endpoint never told of the event")
          .atMost(ofSeconds(30))
          .untilAsserted(() -> {
            JsonNode relay = service.get("/actuator/relay").body();
            assertThat(relay.path("state").asString()).isEqualTo("STREAMING");
            assertThat(relay.path("acknowledgedPosition").asLong()).isEqualTo(1);
            assertThat(relay.at("/lag/events").asLong(-1)).isZero();
            assertThat(relay.at("/slot/status").asString()).isEqualTo("reserved");
            assertThat(relay.path("since").asString()).isNotEmpty();
          });
    }
  }

  @Test
  void ticksAreTakenWhileKafkaIsAway() {
    try (CommandService service =
        CommandService.start(
            relayed.slotSetting(), "--trilha.kafka.bootstrap-servers=127.0.0.1:1")) {
      relayed.form(service);
      assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(200);
    }
  }
}
