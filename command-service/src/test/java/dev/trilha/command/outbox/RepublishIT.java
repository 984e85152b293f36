package dev.trilha.command.outbox;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trilha.command.CommandService;
import dev.trilha.command.CommandService.Answer;
import dev.trilha.schemas.Topic;
import dev.trilha.schemas.cloudevents.EventRecords;
import dev.trilha.schemas.cloudevents.RecordedEvent;
import java.util.List;
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

  private final Relayed relayed = new Relayed();

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

  private List<RecordedEvent> copies(int count) {
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
    try (CommandService service = CommandService.start(relayed.slotSetting())) {
      relayed.form(service);
      relayed.join(service, "ana", "bruno");
      List<RecordedEvent> first = relayed.awaitEvents(3);

      assertThat(order(service, "{'stream':'team/%s'}".formatted(relayed.team())).status())
          .isEqualTo(202);
      assertThat(copies(6).subList(3, 6)).isEqualTo(first);
      await("the order was never finished")
          .atMost(ofSeconds(20))
          .until(() -> newest(service).has("finishedAt"));
      assertThat(newest(service).path("percent").asInt()).isEqualTo(100);
      assertThat(newest(service).path("sent").asInt()).isEqualTo(3);

      assertThat(order(service, "{'from':2,'to':2}").status()).isEqualTo(202);
      assertThat(copies(7).getLast()).isEqualTo(first.get(1));
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
