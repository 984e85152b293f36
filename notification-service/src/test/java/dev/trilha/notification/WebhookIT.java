package dev.trilha.notification;

import static dev.trilha.notification.support.Await.patiently;
import static dev.trilha.notification.support.Completions.completed;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.trilha.notification.support.Records;
import dev.trilha.notification.support.RunningService;
import dev.trilha.notification.support.RunningService.Answer;
import dev.trilha.notification.support.SlackStub;
import dev.trilha.schemas.Json;
import dev.trilha.testservers.SharedServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Signed webhooks, as somebody who gets them sees them. */
class WebhookIT {
  private static final SlackStub slack = new SlackStub();
  private static final String kafka = SharedServers.kafka().bootstrapServers();
  private static final Records records = new Records(kafka);
  private static final List<Received> received = new CopyOnWriteArrayList<>();
  private static final ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private static final HttpServer receiver = receiver();
  private static RunningService service = startOnce();

  private final String ana = "ana-" + UUID.randomUUID().toString().substring(0, 8);
  private final String team = "team-" + ana;
  private final String path = "/v1/teams/" + team + "/webhooks";

  /** What came in a request. */
  private record Received(String path, Headers headers, String body) {
    String header(String name) {
      return String.valueOf(headers.getFirst(name));
    }
  }

  private static HttpServer receiver() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              var body =
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
              received.add(
                  new Received(
                      exchange.getRequestURI().getPath(), exchange.getRequestHeaders(), body));
              Integer status = statuses.poll();
              exchange.sendResponseHeaders(status == null ? 204 : status, -1);
            }
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String address(String end) {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hooks/" + end;
  }

  private static RunningService startOnce() {
    Records.createTopics(kafka);
    return RunningService.start(
        SharedServers.freshDatabase(),
        kafka,
        slack,
        Map.of(
            "trilha.webhooks.allowed-hosts",
            "127.0.0.1:" + receiver.getAddress().getPort(),
            "trilha.webhooks.most-per-team",
            "2"));
  }

  @AfterAll
  static void stop() {
    service.close();
    records.close();
    slack.close();
    receiver.stop(0);
  }

  @BeforeEach
  void aTeam() {
    statuses.clear();
    records.team(team, ana);
  }

  @Test
  void newsComesSignedAsACloudEventThatNamesNobody() throws Exception {
    records.profile(ana, "Ana Souza");
    Answer made = put("ci", "{\"url\":\"%s\"}".formatted(address(ana)));
    String secret = made.body().path("secret").asString();
    assertThat(secret).startsWith("whsec_");
    awaitMember();
    records.send(completed(ana));

    patiently("the webhook never got it").until(() -> to(ana).size() == 1);
    Received news = to(ana).getFirst();
    assertThat(news.header("Content-Type")).startsWith("application/cloudevents+json");
    assertThat(news.header("webhook-signature"))
        .isEqualTo(
            signature(
                secret,
                news.header("webhook-id")
                    + "."
                    + news.header("webhook-timestamp")
                    + "."
                    + news.body()));
    JsonNode event = Json.mapper().readTree(news.body());
    assertThat(event.path("specversion").asString()).isEqualTo("1.0");
    assertThat(event.path("id").asString()).isEqualTo(news.header("webhook-id"));
    assertThat(event.path("type").asString())
        .isEqualTo("dev.trilha.notification.tier-completed.v1");
    assertThat(event.path("subject").asString()).isEqualTo("team/" + team);
    assertThat(event.path("data").path("learnerId").asString()).isEqualTo(ana);
    assertThat(news.body()).doesNotContain("Souza");
  }

  @Test
  void aRepeatKeepsItsIdAndIsLogged() {
    statuses.addAll(List.of(500, 404));
    put("ci", "{\"url\":\"%s\"}".formatted(address(ana)));
    awaitMember();
    records.send(completed(ana));

    patiently("the webhook never took it").until(() -> to(ana).size() == 3);
    assertThat(to(ana))
        .extracting(one -> one.header("webhook-id"))
        .containsOnly(to(ana).getFirst().header("webhook-id"));
    patiently("the delivery never ended")
        .until(() ->
            service.notifications(team).getFirst().path("status").asString().equals("DELIVERED"));
    JsonNode delivery = service.notifications(team).getFirst();
    assertThat(delivery.path("outlet").asString()).isEqualTo("webhook/ci");
    assertThat(delivery.path("log").valueStream().map(one -> one.path("answer").asString()))
        .containsExactly("http-500", "http-404", "ok");
  }

  @Test
  void aReceiverThatIsGoneIsPausedUntilItIsPutAgain() {
    statuses.add(410);
    put("ci", "{\"url\":\"%s\"}".formatted(address(ana)));
    awaitMember();
    records.send(completed(ana));

    patiently("the webhook was never paused")
        .until(() -> service.call("GET", path + "/ci", null).body().has("paused"));
    assertThat(
            service.call("GET", path + "/ci", null).body().path("paused").path("reason").asString())
        .isEqualTo("http-410");

    Answer again = put("ci", "{\"url\":\"%s\"}".formatted(address(ana)));
    assertThat(again.body().path("changed").asBoolean()).isTrue();
    assertThat(again.body().has("secret")).as("the secret stays, and is not shown").isFalse();
    assertThat(again.body().has("paused")).isFalse();
  }

  @Test
  void slackAndAWebhookAreToldEachForItself() {
    put("ci", "{\"url\":\"%s\"}".formatted(address(ana)));
    assertThat(service.subscribe(team, slack.webhook(team)).status()).isEqualTo(200);
    slack.willAnswer(team, 503, "", "600");
    awaitMember();
    records.send(completed(ana));

    patiently("the webhook waited for Slack").until(() -> to(ana).size() == 1);
    assertThat(slack.messages(team)).isEmpty();
  }

  @Test
  void webhooksAreListedAndRemovedAndNotWithoutEnd() {
    put("b", "{\"url\":\"%s\"}".formatted(address("b")));
    put("a", "{\"url\":\"%s\",\"events\":[\"ROADMAP_COMPLETED\"]}".formatted(address("a")));

    assertThat(
            service
                .call("GET", path, null)
                .body()
                .path("entries")
                .valueStream()
                .map(one -> one.path("webhookId").asString()))
        .containsExactly("a", "b");
    Answer third = service.call("PUT", path + "/c", "{\"url\":\"%s\"}".formatted(address("c")));
    assertThat(third.status()).isEqualTo(400);
    assertThat(third.body().path("errors").path(0).path("field").asString()).isEqualTo("webhookId");

    Answer removed = service.call("DELETE", path + "/a", null);
    assertThat(removed.body().path("changed").asBoolean()).isTrue();
    assertThat(service.call("GET", path + "/a", null).status()).isEqualTo(404);
    assertThat(service.call("PUT", path + "/NO", "{}").status()).isEqualTo(400);
    assertThat(
            service
                .call("PUT", path + "/x", "{\"url\":\"https://evil.example/x\"}")
                .body()
                .path("errors")
                .path(0)
                .path("field")
                .asString())
        .isEqualTo("url");
  }

  @ParameterizedTest
  @ValueSource(strings = {"+03:00", "SystemV/AST4"})
  void aZoneThatPostgresDoesNotKnowIsRefused(String zone) {
    Answer answer =
        service.call(
            "PUT",
            path + "/z",
            "{\"url\":\"%s\",\"timeZone\":\"%s\"}".formatted(address("z"), zone));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().at("/errors/0/field").asString()).isEqualTo("timeZone");
  }

  private static List<Received> to(String end) {
    return received.stream().filter(one -> one.path().equals("/hooks/" + end)).toList();
  }

  private void awaitMember() {
    patiently("the member never arrived")
        .until(() ->
            service.count("select count(*) from team_member where team_id = '%s'".formatted(team))
                == 1);
  }

  private Answer put(String id, String body) {
    Answer answer = service.call("PUT", path + "/" + id, body);
    assertThat(answer.status()).isEqualTo(200);
    return answer;
  }

  private static String signature(String secret, String content) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
  }
}
