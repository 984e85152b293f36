package dev.trilha.command.outbox;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.command.CommandService;
import dev.trilha.embedded.Database;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import dev.trilha.testservers.OwnServers;
import dev.trilha.testservers.SharedServers;
import dev.trilha.testservers.TestKafka;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A Kafka that goes away, loses topics, or knows more than the store. */
@EnabledIfEnvironmentVariable(named = "TRILHA_SLOW_TESTS", matches = "true")
class KafkaFaultsIT {
  private static final List<String> TOPICS =
      Arrays.stream(Topic.values()).map(Topic::topicName).toList();
  private static TestKafka kafka;

  private final Database database = SharedServers.freshDatabase();
  private Relayed relayed;

  @BeforeAll
  static void start() {
    kafka = OwnServers.startKafka();
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @BeforeEach
  void beginWithoutTopics() throws Exception {
    relayed = new Relayed(kafka.bootstrapServers());
    try (Admin admin = admin()) {
      Set<String> there = admin.listTopics().names().get();
      admin.deleteTopics(TOPICS.stream().filter(there::contains).toList()).all().get();
      await("the topics never went")
          .atMost(ofSeconds(20))
          .until(() -> TOPICS.stream().noneMatch(admin.listTopics().names().get()::contains));
    }
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  private CommandService service(String... settings) {
    return CommandService.start(
        database,
        Stream.concat(
                Stream.of(
                    "--trilha.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                    "--trilha.relay.topic-check=500ms",
                    "--trilha.relay.longest-pause=1s"),
                Arrays.stream(settings))
            .toArray(String[]::new));
  }

  private CommandService relaying() {
    return service(relayed.slotSetting(), "--trilha.relay.accept-divergence=false");
  }

  @Test
  void ticksGoOnWhileKafkaIsGoneAndReachItWhenItIsBack() {
    try (CommandService service = relaying()) {
      relayed.form(service);
      relayed.awaitEvents(1);

      kafka.stop();
      relayed.join(service, IntStream.range(0, 200).mapToObj(i -> "l" + i).toArray(String[]::new));
      assertThat(service.get("/actuator/health/readiness").status()).isEqualTo(200);
      assertThat(RelayLagIT.metric(service, "trilha_relay_lag_events")).isNotEqualTo("0.0");
      kafka.startAgain();

      relayed.awaitEvents(201);
    }
  }

  @Test
  void whatPiledUpWhileKafkaWasGoneIsSentFromTheTable() {
    try (CommandService service =
        service(
            relayed.slotSetting(), "--trilha.relay.batch=20", "--trilha.relay.shortcut-from=50")) {
      relayed.form(service);
      relayed.awaitEvents(1);

      kafka.stop();
      relayed.join(service, IntStream.range(0, 200).mapToObj(i -> "l" + i).toArray(String[]::new));
      kafka.startAgain();

      relayed.awaitEvents(201);
      Relayed.awaitState(service, "STREAMING");
      assertThat(RelayLagIT.metric(service, "trilha_relay_shortcuts_total")).isEqualTo("1.0");
      assertThat(RelayLagIT.metric(service, "trilha_relay_failures_total")).isEqualTo("0.0");
    }
  }

  @Test
  void aTransactionOfManyEventsIsSentInItsOrder() {
    int events = 30_000;
    try (CommandService service = relaying()) {
      relayed.form(service);
      relayed.awaitEvents(1);
      service
          .jdbc()
          .sql(
              """
              insert into event (stream, sequence, event_id, type, revision, recorded_at, payload)
              select 'team/' || ?, i, gen_random_uuid(), 'team-renamed', 1, now(), json_build_object('teamId', ?, 'name', 'Aurora')
              from generate_series(1, ?) i
              """)
          .params(relayed.team(), relayed.team(), events)
          .update();
      await("the relay never sent them all")
          .atMost(ofSeconds(60))
          .until(
              () -> RelayLagIT.metric(service, "trilha_relay_position").equals(events + 1 + ".0"));

      relayed.awaitEvents(events + 1);
    }
  }

  @Test
  void aTopicThatIsGoneIsToldAndMadeAgainByHandItIsFilledFromTheStore() throws Exception {
    try (CommandService service = relaying()) {
      relayed.form(service);
      relayed.awaitEvents(1);

      try (Admin admin = admin()) {
        admin.deleteTopics(List.of(Topic.TEAM.topicName())).all().get();
      }
      relayed.join(service, "ana");
      Relayed.awaitFailure(service, "the topic trilha.team.v1 is gone");
      try (Admin admin = admin()) {
        assertThat(admin.listTopics().names().get()).doesNotContain(Topic.TEAM.topicName());
        makeAgain(admin);
      }

      relayed.awaitEvents(2);
      Relayed.awaitState(service, "STREAMING");
    }
  }

  @Test
  void aTopicThatWasMadeAgainWhileTheRelayWasAwayIsFilledFromTheStore() throws Exception {
    try (CommandService service = relaying()) {
      relayed.form(service);
      relayed.awaitEvents(1);
      Relayed.awaitState(service, "STREAMING");
    }
    try (Admin admin = admin()) {
      admin.deleteTopics(List.of(Topic.TEAM.topicName())).all().get();
      makeAgain(admin);
    }
    try (CommandService service = relaying()) {
      relayed.join(service, "ana");

      relayed.awaitEvents(2);
      assertThat(
              RelayLagIT.metric(service, "trilha_relay_recoveries_total{cause=\"topic-replaced\"}"))
          .isEqualTo("1.0");
    }
  }

  /** Waits for the end of the one before. */
  private static void makeAgain(Admin admin) {
    await("the topic could never be made again")
        .atMost(ofSeconds(20))
        .ignoreExceptions()
        .until(() -> {
          admin
              .createTopics(List.of(new NewTopic(Topic.TEAM.topicName(), 6, (short) 1)))
              .all()
              .get();
          return true;
        });
  }

  @Test
  void anotherNumberOfPartitionsIsRefusedWhileRunning() throws Exception {
    try (CommandService service = relaying()) {
      relayed.form(service);
      relayed.awaitEvents(1);

      try (Admin admin = admin()) {
        admin
            .createPartitions(Map.of(Topic.TEAM.topicName(), NewPartitions.increaseTo(7)))
            .all()
            .get();
      }

      Relayed.awaitFailure(service, "trilha.team.v1 has 7 partitions");
    }
  }

  @Test
  void aTopicThatTakesLessThanIsSentAtOnceIsRefused() throws Exception {
    try (CommandService service = relaying()) {
      relayed.form(service);
      relayed.awaitEvents(1);

      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topic.TEAM.topicName());
      AlterConfigOp small =
          new AlterConfigOp(new ConfigEntry("max.message.bytes", "2000"), AlterConfigOp.OpType.SET);
      try (Admin admin = admin()) {
        admin.incrementalAlterConfigs(Map.of(topic, List.of(small))).all().get();
      }

      Relayed.awaitFailure(service, "trilha.team.v1 takes 2000 bytes");
    }
  }

  @Test
  void aStoreThatWasRestoredFromAnOlderBackupIsNotRelayed() {
    try (CommandService service = relaying()) {
      relayed.form(service);
      relayed.join(service, "ana");
      relayed.awaitEvents(2);
    }
    try (CommandService service = relaying()) {
      Relayed.awaitState(service, "STREAMING");
    }
    String lost = relayed.awaitEvents(2).getLast().id();
    JdbcClient store =
        JdbcClient.create(
            new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password()));
    store.sql("delete from event where sequence = 1").update();
    store.sql("truncate snapshot").update();
    try (CommandService service = relaying()) {
      Relayed.awaitFailure(service, lost);
      relayed.join(service, "bruno");

      assertThat(relayed.awaitEvents(2)).extracting(RecordedEvent::id).contains(lost).hasSize(2);
    }
    try (CommandService service =
        service(relayed.slotSetting(), "--trilha.relay.accept-divergence=true")) {
      await("it was accepted, and is not relayed")
          .atMost(ofSeconds(40))
          .until(() -> relayed.records(Topic.TEAM, relayed.team()).size() == 3);
      Relayed.awaitState(service, "STREAMING");
    }
  }
}
