package dev.trilha.notification;

import static dev.trilha.notification.support.Await.patiently;
import static dev.trilha.notification.support.Completions.completed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.notification.support.Records;
import dev.trilha.notification.support.RunningService;
import dev.trilha.notification.support.RunningService.Answer;
import dev.trilha.notification.support.SlackStub;
import dev.trilha.schemas.Json;
import dev.trilha.testservers.SharedServers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Bursts, bots, channels that take nothing any more, and what people do about deliveries. */
class ChannelIT {
  private static final String TOKEN = "xoxb-123456789012-secretsecretABCD";
  private static final SlackStub slack = new SlackStub();
  private static final String kafka = SharedServers.kafka().bootstrapServers();
  private static final Records records = new Records(kafka);
  private static RunningService service = startOnce();

  private final String ana = "ana-" + UUID.randomUUID().toString().substring(0, 8);
  private final String team = "team-" + ana;
  private final String channel = "channel-" + ana;

  private static RunningService startOnce() {
    Records.createTopics(kafka);
    return RunningService.start(
        SharedServers.freshDatabase(),
        kafka,
        slack,
        Map.of(
            "trilha.delivery.together", "40",
            "trilha.delivery.gather", "1s",
            "trilha.celebration.grace", "100ms"));
  }

  @AfterAll
  static void stop() {
    service.close();
    records.close();
    slack.close();
  }

  @BeforeEach
  void aTeamWithAChannel() {
    records.team(team, ana);
    assertThat(service.subscribe(team, slack.webhook(channel)).status()).isEqualTo(200);
    patiently("the member never arrived")
        .until(() ->
            service.count("select count(*) from team_member where team_id = '%s'".formatted(team))
                == 1);
  }

  @Test
  void aBurstIsOneMessage() {
    records.send(completed(ana, "tier-1"));
    records.send(completed(ana, "tier-2"));
    records.send(completed(ana, "tier-3"));

    delivered(3);
    assertThat(slack.messages(channel))
        .containsExactly(
            "🎉 3 novidades, a primeira: 🎉 %s concluiu o nível Fundamentos de Trilha Backend"
                .formatted(ana));
  }

  @Test
  void oneThatIsRefusedDoesNotTakeTheOthersWithIt() {
    slack.willAnswer(channel, 400, "invalid_blocks", "");
    slack.willAnswer(channel, 400, "invalid_blocks", "");
    records.send(completed(ana, "tier-1"));
    records.send(completed(ana, "tier-2"));

    patiently("the second was never told")
        .until(() -> statuses().equals(List.of("DELIVERED", "FAILED")));
    assertThat(slack.messages(channel)).hasSize(1);
  }

  @Test
  void aDeliveryShowsItsAttemptsAndTheirAnswers() {
    slack.willAnswer(channel, 429, "", "1");
    slack.willAnswer(channel, 500, "", "");
    records.send(completed(ana));

    delivered(1);
    JsonNode log = service.notifications(team).getFirst().path("log");
    assertThat(log.valueStream().map(attempt -> attempt.path("answer").asString()))
        .containsExactly("http-429", "http-500", "ok");
    assertThat(log.path(0).path("together").asInt()).isEqualTo(1);
    assertThat(log.path(0).has("deliveryId")).isFalse();
  }

  @Test
  void aBotPostsWhereItIsAsked() {
    bot("#bots-" + ana);
    records.send(completed(ana));

    delivered(1);
    assertThat(slack.messages("bots-" + ana)).hasSize(1);
    assertThat(slack.authorization("bots-" + ana)).isEqualTo("Bearer " + TOKEN);
    assertThat(service.call("GET", path(""), null).raw().body())
        .contains("\"channel\":\"#bots-" + ana + "\"", "\"botToken\":\"xoxb-…ABCD\"")
        .doesNotContain("secretsecret");
  }

  @Test
  void aChannelThatIsGonePausesTheSubscriptionInSight() {
    bot("#gone-" + ana);
    slack.willRefuse("gone-" + ana, "channel_not_found");
    records.send(completed(ana, "tier-1"));
    patiently("the delivery was never parked").until(() -> statuses().equals(List.of("FAILED")));
    JsonNode paused = service.call("GET", path(""), null).body().path("paused");
    assertThat(paused.path("reason").asString()).isEqualTo("channel_not_found");

    records.send(completed(ana, "tier-2"));
    patiently("what came later was never parked")
        .until(() -> statuses().equals(List.of("FAILED", "FAILED")));
    assertThat(service.notifications(team).getFirst().path("reason").asString())
        .isEqualTo("paused");
    String first = service.notifications(team).get(1).path("id").asString();
    assertThat(
            service
                .call("POST", "/v1/notifications/" + first + "/redeliver", null)
                .body()
                .path("type")
                .asString())
        .isEqualTo("urn:trilha:problem:subscription-paused");

    assertThat(service.call("POST", path("/test"), null).body())
        .hasToString("{\"teamId\":\"%s\",\"delivered\":true,\"resumed\":true}".formatted(team));
    assertThat(service.call("GET", path(""), null).body().has("paused")).isFalse();
    assertThat(service.call("POST", "/v1/notifications/" + first + "/redeliver", null).status())
        .isEqualTo(200);
    patiently("it was never sent again")
        .until(() -> statuses().equals(List.of("FAILED", "DELIVERED")));
  }

  @Test
  void aTestSaysWhatWasAnswered() {
    slack.willAnswer(channel, 404, "no_service", "");

    Answer answer = service.call("POST", path("/test"), null);

    assertThat(answer.body())
        .hasToString(
            "{\"teamId\":\"%s\",\"delivered\":false,\"reason\":\"no_service\",\"resumed\":false}"
                .formatted(team));
  }

  @Test
  void aDeliveryThatIsCancelledIsNotSentUntilItIsRedelivered() {
    slack.willAnswer(channel, 503, "", "600");
    records.send(completed(ana));
    patiently("nothing was tried").until(() -> statuses().equals(List.of("PENDING")) && tried());
    String id = service.notifications(team).getFirst().path("id").asString();

    Answer cancelled = service.call("POST", "/v1/notifications/" + id + "/cancel", null);
    assertThat(cancelled.body().path("changed").asBoolean()).isTrue();
    assertThat(cancelled.body().path("status").asString()).isEqualTo("CANCELLED");
    assertThat(
            service
                .call("POST", "/v1/notifications/" + id + "/cancel", null)
                .body()
                .path("changed")
                .asBoolean())
        .isFalse();
    patiently("the saga never ended")
        .until(() ->
            service.count(
                    "select count(*) from saga_association where association_value like '%s/%%'"
                        .formatted(ana))
                == 0);

    // A test frees the channel of its back-off.
    service.call("POST", path("/test"), null);
    service.call("POST", "/v1/notifications/" + id + "/redeliver", null);
    delivered(1);
    assertThat(service.call("POST", "/v1/notifications/" + id + "/cancel", null).status())
        .isEqualTo(409);
  }

  @Test
  void whatHappensInQuietHoursIsToldAfterThem() {
    java.time.LocalTime now = java.time.LocalTime.now(java.time.ZoneOffset.UTC).withNano(0);
    String quiet =
        "\"timeZone\":\"UTC\",\"quietHours\":{\"from\":\"%s\",\"to\":\"%s\"}"
            .formatted(
                now.minusHours(2).toString().substring(0, 5),
                now.plusHours(2).toString().substring(0, 5));
    assertThat(
            service
                .call(
                    "PUT",
                    path(""),
                    "{\"webhookUrl\":\"%s\",%s}".formatted(slack.webhook(channel), quiet))
                .status())
        .isEqualTo(200);
    records.send(completed(ana));
    patiently("nothing was planned").until(() -> statuses().equals(List.of("PENDING")));
    String other = team + "-2";
    records.team(other, ana + "-2");
    patiently("the other team never arrived")
        .until(() -> service.subscribe(other, slack.webhook(other)).status() == 200);
    records.send(completed(ana + "-2"));
    patiently("the other team was never told").until(() -> slack.messages(other).size() == 1);
    assertThat(slack.messages(channel)).isEmpty();

    service.subscribe(team, slack.webhook(channel));

    delivered(1);
  }

  private boolean tried() {
    return service.notifications(team).getFirst().path("log").size() > 0;
  }

  private void bot(String channel) {
    var body = Map.of("channel", channel, "botToken", TOKEN, "events", List.of("TIER_COMPLETED"));
    assertThat(service.call("PUT", path(""), Json.mapper().writeValueAsString(body)).status())
        .isEqualTo(200);
  }

  private String path(String end) {
    return "/v1/teams/" + team + "/slack" + end;
  }

  private void delivered(int count) {
    patiently("not all was delivered")
        .until(() -> {
          List<String> now = statuses();
          return now.size() == count && now.stream().allMatch("DELIVERED"::equals);
        });
  }

  /** The newest first. */
  private List<String> statuses() {
    return service.notifications(team).stream().map(n -> n.path("status").asString()).toList();
  }
}
