package dev.trilha.notification;

import static dev.trilha.notification.support.Await.patiently;
import static dev.trilha.notification.support.Completions.completed;
import static dev.trilha.notification.support.Completions.reopened;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.notification.support.Records;
import dev.trilha.notification.support.RunningService;
import dev.trilha.notification.support.SlackStub;
import dev.trilha.schemas.EnrollmentEvent.TierCompleted;
import dev.trilha.schemas.Json;
import dev.trilha.schemas.LearnerId;
import dev.trilha.schemas.TeamEvent.MemberLeft;
import dev.trilha.schemas.TeamEvent.TeamDisbanded;
import dev.trilha.schemas.TeamId;
import dev.trilha.schemas.Topic;
import dev.trilha.testservers.SharedServers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class NotificationIT {
  private static final SlackStub slack = new SlackStub();
  private static final String kafka = SharedServers.kafka().bootstrapServers();
  private static final Records records = new Records(kafka);
  private static RunningService service = startOnce();

  private final String ana = "ana-" + UUID.randomUUID().toString().substring(0, 8);
  private final String team = "team-" + ana;
  private final String channel = "channel-" + ana;

  private static RunningService startOnce() {
    Records.createTopics(kafka);
    return RunningService.start(SharedServers.freshDatabase(), kafka, slack, Map.of());
  }

  @BeforeAll
  static void readsKafka() {
    patiently("the inbox never started to read")
        .until(() ->
            service.call("GET", "/actuator/health", null).raw().body().contains("\"RUNNING\""));
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
  }

  @Test
  void oneCompletionIsOneMessageThoughItsRecordComesTwice() {
    ProducerRecord<String, byte[]> record = records.next(completed(ana));
    records.send(record);
    records.send(record);
    records.send(completed(ana, "tier-2"));

    channelShows(channel, told(ana), told(ana));
    assertThat(service.notifications(team))
        .extracting(n -> n.path("facts").path("tierId").asString())
        .containsExactlyInAnyOrder("tier-1", "tier-2");
  }

  @Test
  void theMessageNamesThePersonWhoseProfileIsKnown() {
    records.profile(ana, "Ana <!channel>");
    patiently("the profile never arrived")
        .until(() ->
            service.count("select count(*) from learner where learner_id = '" + ana + "'") == 1);
    records.send(completed(ana));

    channelShows(channel, told("Ana &lt;!channel&gt;"));
  }

  @Test
  void anErasedPersonIsNotNamed() {
    records.profile(ana, "Ana");
    records.erasure(ana);
    records.profile(ana + "-2", "Marker");
    patiently("the profiles never arrived")
        .until(() ->
            service.count("select count(*) from learner where learner_id = '" + ana + "-2'") == 1);
    records.send(completed(ana));

    channelShows(channel, told(ana));
  }

  @Test
  void aBusyChannelIsTriedAgainWhenItSaysSo() {
    slack.willAnswer(channel, 429, "", "1");
    slack.willAnswer(channel, 503, "", "");
    records.send(completed(ana));

    channelShows(channel, told(ana));
    patiently("the delivery never ended")
        .until(() -> only(team).path("status").asString().equals("DELIVERED"));
    assertThat(only(team).path("attempts").asInt()).isEqualTo(3);
  }

  @Test
  void aRefusedMessageIsParkedInSightAndCanBeSentAgain() {
    slack.willAnswer(channel, 410, "channel_is_archived", "");
    records.send(completed(ana));

    patiently("the delivery was never parked")
        .until(() -> only(team).path("status").asString().equals("FAILED"));
    JsonNode parked = only(team);
    assertThat(parked.path("reason").asString()).isEqualTo("channel_is_archived");
    assertThat(slack.messages(channel)).isEmpty();
    patiently("the saga never ended").until(() -> sagasOf(ana) == 0);

    String redeliver = "/v1/notifications/" + parked.path("id").asString() + "/redeliver";
    assertThat(service.call("POST", redeliver, null).status()).isEqualTo(409);
    assertThat(service.subscribe(team, slack.webhook(channel)).body().path("changed").asBoolean())
        .as("giving the address again ends the pause")
        .isTrue();
    assertThat(service.call("POST", redeliver, null).body().path("changed").asBoolean()).isTrue();
    channelShows(channel, told(ana));
    patiently("the delivery never ended")
        .until(() -> only(team).path("status").asString().equals("DELIVERED"));
    assertThat(service.call("POST", redeliver, null).status()).isEqualTo(409);
  }

  @Test
  void aTierReopenedInTimeIsNotTold() {
    double before =
        service.metric(
            "trilha_celebrations_total{kind=\"tier-completed\",outcome=\"cancelled-by-reopen\"}");
    records.send(completed(ana));
    records.send(reopened(ana));
    records.send(completed(ana, "tier-2"));

    channelShows(channel, told(ana));
    assertThat(only(team).path("facts").path("tierId").asString()).isEqualTo("tier-2");
    assertThat(
            service.metric(
                "trilha_celebrations_total{kind=\"tier-completed\",outcome=\"cancelled-by-reopen\"}"))
        .isEqualTo(before + 1);
  }

  @Test
  void aTierFinishedAgainSoonAfterItsCelebrationIsNotToldTwice() {
    records.send(completed(ana));
    channelShows(channel, told(ana));
    patiently("the saga never ended").until(() -> sagasOf(ana) == 0);
    double before =
        service.metric("trilha_celebrations_total{kind=\"tier-completed\",outcome=\"repeated\"}");

    records.send(reopened(ana));
    records.send(completed(ana));

    patiently("the repeat was never noticed")
        .until(() ->
            service.metric(
                    "trilha_celebrations_total{kind=\"tier-completed\",outcome=\"repeated\"}")
                == before + 1);
    assertThat(slack.messages(channel)).hasSize(1);
  }

  @Test
  void aLearnerWithoutTeamIsCountedAndNobodyIsTold() {
    double before =
        service.metric(
            "trilha_celebrations_total{kind=\"tier-completed\",outcome=\"no-audience\"}");
    records.send(new MemberLeft(new TeamId(team), new LearnerId(ana)));
    records.send(completed(ana));

    patiently("no missing audience was counted")
        .until(() ->
            service.metric(
                    "trilha_celebrations_total{kind=\"tier-completed\",outcome=\"no-audience\"}")
                == before + 1);
    assertThat(slack.messages(channel)).isEmpty();
    assertThat(sagasOf(ana)).isZero();
  }

  @Test
  void teamsThatShareAChannelHearOnce() {
    records.team(team + "-2", ana);
    service.subscribe(team + "-2", slack.webhook(channel));
    records.team(team + "-3", ana);
    service.subscribe(team + "-3", slack.webhook(channel + "-3"));
    records.send(completed(ana));

    channelShows(channel, told(ana));
    channelShows(channel + "-3", told(ana));
    patiently("the saga never ended").until(() -> sagasOf(ana) == 0);
    assertThat(slack.messages(channel)).hasSize(1);
  }

  @Test
  void aSharedChannelHearsByTheSubscriptionThatIsInOrder() {
    String broken = "a-" + team;
    records.team(broken, ana);
    service.subscribe(broken, slack.webhook(channel));
    service
        .bean(JdbcClient.class)
        .sql(
            "update slack_subscription set paused_reason = 'no_team', paused_at = now() where"
                + " team_id = ?")
        .param(broken)
        .update();
    records.send(completed(ana));

    channelShows(channel, told(ana));
    assertThat(service.notifications(broken)).isEmpty();
  }

  @Test
  void channelsThatHangDelayNoOther() {
    List<String> hanging = IntStream.range(0, 12).mapToObj(i -> team + "-hangs-" + i).toList();
    for (String one : hanging) {
      records.team(one, ana);
      service.subscribe(one, slack.webhook(one));
      slack.willHangAfterTaking(one);
    }
    records.team(team + "-last", ana);
    service.subscribe(team + "-last", slack.webhook(channel + "-last"));
    records.send(completed(ana));

    channelShows(channel + "-last", told(ana));
    assertThat(
            service.count(
                "select count(*) from delivery_attempt join delivery on delivery.id = delivery_id where team_id like '%s-hangs-%%'"
                    .formatted(team)))
        .as("attempts that ended before the other channel was told")
        .isZero();
  }

  @Test
  void anOldTickIsNoNews() {
    double before =
        service.metric("trilha_celebrations_total{kind=\"tier-completed\",outcome=\"stale\"}");
    records.send(Records.record(completed(ana), 0, Instant.now().minus(Duration.ofDays(8))));

    patiently("the old tick was never noticed")
        .until(() ->
            service.metric("trilha_celebrations_total{kind=\"tier-completed\",outcome=\"stale\"}")
                == before + 1);
    assertThat(sagasOf(ana)).isZero();
  }

  @Test
  void aRecordThatCannotBeReadIsParkedAndTheNextOneIsTold() {
    long before = service.count("select count(*) from parked_record");
    var notOurs = new ProducerRecord<>(Topic.ENROLLMENT.topicName(), ana, new byte[] {1, 2, 3});
    records.send(notOurs);
    ProducerRecord<String, byte[]> damaged = records.next(completed(ana, "tier-9"));
    var brokenValue =
        new ProducerRecord<>(
            damaged.topic(), null, damaged.key(), new byte[] {'{'}, damaged.headers());
    records.send(brokenValue);
    records.send(completed(ana));

    channelShows(channel, told(ana));
    assertThat(service.count("select count(*) from parked_record")).isEqualTo(before + 2);
    assertThat(
            service.count(
                "select count(*) from parked_record where reason = 'UNREADABLE_VALUE' and"
                    + " record_key = '"
                    + ana
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void aRecordThatNoTableTakesIsParkedAndTheNextOneIsTold() {
    records.profile(ana, "no text has a \0 in PostgreSQL");
    records.profile(ana, "Ana");

    patiently("the good profile never arrived")
        .until(() ->
            service.count(
                    "select count(*) from learner where display_name = 'Ana' and learner_id = '"
                        + ana
                        + "'")
                == 1);
    assertThat(
            service.count(
                "select count(*) from parked_record where reason = 'HANDLER_FAILED' and record_key"
                    + " = '"
                    + ana
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void aTeamThatIsGoneHearsNothingMore() {
    slack.willAnswer(channel, 503, "", "600");
    records.send(completed(ana));
    patiently("nothing was tried").until(() -> only(team).path("attempts").asInt() == 1);

    records.send(new TeamDisbanded(new TeamId(team)));

    patiently("the delivery was never parked")
        .until(() -> only(team).path("status").asString().equals("FAILED"));
    assertThat(only(team).path("reason").asString()).isEqualTo("unsubscribed");
    patiently("the saga never ended").until(() -> sagasOf(ana) == 0);
  }

  @Test
  void aDeliveryKeepsTheTraceOfTheTick() {
    records.send(completed(ana));

    channelShows(channel, told(ana));
    assertThat(only(team).path("traceparent").asString()).isEqualTo(Records.TRACEPARENT);
  }

  @Test
  void messagesOfAChannelKeepTheirOrder() {
    slack.willAnswer(channel, 500, "", "");
    List<String> tiers = List.of("tier-1", "tier-2", "tier-3");
    for (String tier : tiers) {
      records.send(completed(ana, tier));
    }

    channelShows(channel, told(ana), told(ana), told(ana));
    patiently("the deliveries never ended")
        .until(() ->
            service.notifications(team).stream()
                .allMatch(n -> n.path("status").asString().equals("DELIVERED")));
    assertThat(service.notifications(team))
        .as("newest first, as they were finished")
        .extracting(n -> n.path("facts").path("tierId").asString())
        .containsExactlyElementsOf(tiers.reversed());
    assertThat(service.notifications(team))
        .isSortedAccordingTo(
            java.util.Comparator.<JsonNode, String>comparing(n -> n.path("settledAt").asString())
                .reversed());
  }

  @Test
  void nothingIsStoredUnderTheNameOfAClass() {
    TierCompleted finished = completed(ana);
    records.send(finished);
    patiently("no saga was stored").until(() -> sagasOf(ana) == 1);

    assertThat(
            service.count(
                "select count(*) from saga where saga_type <> 'tier-celebration' or"
                    + " position('dev.trilha' in convert_from(state, 'UTF8')) > 0"))
        .isZero();
    assertThat(
            service.count(
                "select count(*) from saga_association where saga_type <> 'tier-celebration'"))
        .isZero();
    assertThat(
            service.count(
                "select count(*) from deadline where convert_from(task_data, 'UTF8') ~"
                    + " '(org|dev|java)\\.'"))
        .isZero();
    channelShows(channel, told(ana));
  }

  private static long sagasOf(String learner) {
    return service.count(
        "select count(*) from saga_association where association_value like '" + learner + "/%'");
  }

  private static JsonNode only(String team) {
    List<JsonNode> notifications = service.notifications(team);
    return notifications.size() == 1 ? notifications.getFirst() : Json.mapper().missingNode();
  }

  private static String told(String who) {
    return "🎉 " + who + " concluiu o nível Fundamentos de Trilha Backend";
  }

  private static void channelShows(String channel, String... texts) {
    patiently("channel " + channel + " never showed " + List.of(texts))
        .untilAsserted(() -> assertThat(slack.messages(channel)).containsExactly(texts));
  }
}
