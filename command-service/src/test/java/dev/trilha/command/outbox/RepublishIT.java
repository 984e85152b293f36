package dev.trilha.command.outbox;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.command.CommandService;
import dev.trilha.command.CommandService.Answer;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.EventRecords;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import dev.trilha.testservers.SharedServers;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepublishIT {
  private static final String REPUBLISH = "/v1/admin/relay/republish";

  /** Takes orders that nobody carries out: it does not relay. */
  private CommandService idle;

  @BeforeAll
  void start() {
    idle = CommandService.start();
  }

  @AfterAll
  void stop() {
    idle.close();
  }

  private static Answer order(CommandService service, String json) {
    return service.send("POST", REPUBLISH, "application/json", json.replace('\'', '"'));
  }

  private static JsonNode newest(CommandService service) {
    return service.get(REPUBLISH).body().at("/orders/0");
  }

  private static List<RecordedEvent> copies(Relayed relayed, int count) {
    return await("the copies never came")
        .atMost(ofSeconds(40))
        .until(
            () ->
                relayed.records(Topic.TEAM, relayed.team()).stream()
                    .map(EventRecords::read)
                    .toList(),
            events -> events.size() >= count);
  }

  @Test
  void aStreamOrARangeIsSentAgainAsItWas() {
    Relayed relayed = new Relayed();
    try (CommandService service = CommandService.start(relayed.slotSetting())) {
      relayed.form(service);
      relayed.join(service, "ana", "bruno");
      List<RecordedEvent> first = relayed.awaitEvents(3);

      assertThat(order(service, "{'stream':'team/%s'}".formatted(relayed.team())).status())
          .isEqualTo(202);
      assertThat(copies(relayed, 6).subList(3, 6)).isEqualTo(first);
      await("the order was never finished")
          .atMost(ofSeconds(20))
          .until(() -> newest(service).has("finishedAt"));
      assertThat(newest(service).path("percent").asInt()).isEqualTo(100);
      assertThat(newest(service).path("sent").asInt()).isEqualTo(3);

      assertThat(order(service, "{'from':2,'to':2}").status()).isEqualTo(202);
      assertThat(copies(relayed, 7).getLast()).isEqualTo(first.get(1));
    }
  }

  @Test
  void anOrderOfNothingIsFinishedAtOnce() {
    try (CommandService service = CommandService.start(new Relayed().slotSetting())) {
      assertThat(order(service, "{'from':1000000,'to':2000000}").status()).isEqualTo(202);

      await("the order of nothing was never finished")
          .atMost(ofSeconds(20))
          .until(() -> newest(service).has("finishedAt"));
    }
  }

  /** Or a copy would overtake an event that Kafka does not have yet. */
  @Test
  void anOrderWaitsUntilTheRelayHasPassedIt() {
    Relayed relayed = new Relayed();
    try (CommandService service = CommandService.start();
        KafkaProducer<String, byte[]> producer =
            new KafkaSettings(SharedServers.kafka().bootstrapServers())
                .producer(1, "republish-" + relayed.team())) {
      relayed.form(service);
      relayed.join(service, "ana");
      assertThat(order(service, "{'from':1,'to':2}").status()).isEqualTo(202);
      AtomicLong passed = new AtomicLong(1);
      AtomicInteger asked = new AtomicInteger();
      Clock clock = Clock.systemUTC();
      try (Republisher republisher =
          new Republisher(
              new Republishing(service.jdbc(), clock),
              new StoredEvents(service.jdbc()),
              new ParkedRows(service.jdbc(), clock),
              relayed.delivery(service.jdbc(), producer),
              1000,
              () -> {
                asked.incrementAndGet();
                return passed.get();
              })) {
        republisher.start();
        await("nobody asked how far the relay is")
            .atMost(ofSeconds(20))
            .until(() -> asked.get() > 2);
        assertThat(relayed.records(Topic.TEAM, relayed.team())).isEmpty();

        passed.set(2);
        relayed.awaitEvents(2);
      }
    }
  }

  @Test
  void oneOrderGoesAfterTheOtherAndMayBeCancelled() {
    assertThat(order(idle, "{'from':1,'to':9}").status()).isEqualTo(202);

    Answer second = order(idle, "{'from':1,'to':9}");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.body().path("type").asString())
        .isEqualTo("urn:trilha:problem:already-under-way");
    assertThat(idle.delete(REPUBLISH).body().path("changed").asBoolean()).isTrue();
    assertThat(idle.delete(REPUBLISH).body().path("changed").asBoolean()).isFalse();
    assertThat(order(idle, "{'from':1,'to':9}").status()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                  | body
          {'from':1}                          | body
          {'from':1,'to':2,'stream':'team/a'} | body
          {'from':0,'to':2}                   | from
          {'from':3,'to':2}                   | from
          {'stream':'teams'}                  | stream
          {'stream':'team/Ä'}                 | stream
          """)
  void refusesWhatIsNoOrder(String json, String field) {
    Answer answer = order(idle, json);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.field()).isEqualTo(field);
  }
}
