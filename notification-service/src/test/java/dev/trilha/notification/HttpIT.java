package dev.trilha.notification;

import static dev.trilha.notification.support.Await.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trilha.embedded.Database;
import dev.trilha.notification.support.LookUps;
import dev.trilha.notification.support.Records;
import dev.trilha.notification.support.RunningService;
import dev.trilha.notification.support.RunningService.Answer;
import dev.trilha.notification.support.SlackStub;
import dev.trilha.schemas.problem.ProblemType;
import dev.trilha.testservers.SharedServers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.validation.Validator;

class HttpIT {
  private static final String SECRET =
      "https://hooks.slack.com/services/T00000000/B00000000/secretsecretABCD";
  private static final String WITH_SECRET = "{\"webhookUrl\":\"" + SECRET + "\"}";

  private static final LookUps lookUps = new LookUps();
  private static final SlackStub slack = new SlackStub();
  private static final String kafka = SharedServers.kafka().bootstrapServers();
  private static final Database database = SharedServers.freshDatabase();
  private static RunningService service = startOnce();

  private static RunningService startOnce() {
    Records.createTopics(kafka);
    return RunningService.start(
        database, kafka, slack, Map.of("trilha.subscription.team-wait", "100ms"));
  }

  @BeforeAll
  static void teams() {
    try (var records = new Records(kafka)) {
      records.team("falcons");
      records.team("owls");
      records.team("secretive");
    }
    patiently("the teams never arrived")
        .until(() ->
            service.count(
                    "select count(*) from team where team_id in ('falcons', 'owls', 'secretive')")
                == 3);
  }

  @AfterAll
  static void stop() {
    service.close();
    slack.close();
    lookUps.close();
  }

  @Test
  void aSubscriptionIsMadeShownAndEndedAndRepeatsChangeNothing() {
    String path = "/v1/teams/falcons/slack";
    String english =
        WITH_SECRET.replace(
            "}",
            ",\"language\":\"en\",\"events\":[\"TIER_COMPLETED\"],\"timeZone\":\"America/Sao_Paulo\"}");

    assertThat(service.call("GET", path, null).body().path("type").asString())
        .isEqualTo("urn:trilha:problem:not-subscribed");
    assertThat(changed(service.call("PUT", path, WITH_SECRET))).isTrue();
    assertThat(changed(service.call("PUT", path, WITH_SECRET))).isFalse();
    assertThat(changed(service.call("PUT", path, english))).isTrue();
    assertThat(service.call("GET", path, null).body())
        .hasToString(
            "{\"teamId\":\"falcons\",\"webhookUrl\":\"https://hooks.slack.com/…ABCD\",\"language\":\"en\",\"events\":[\"TIER_COMPLETED\"],\"timeZone\":\"America/Sao_Paulo\"}");
    assertThat(changed(service.call("DELETE", path, null))).isTrue();
    assertThat(changed(service.call("DELETE", path, null))).isFalse();
  }

  @Test
  void theAddressOfAChannelIsReadableNowhere() {
    Answer answer = service.call("PUT", "/v1/teams/secretive/slack", WITH_SECRET);

    assertThat(answer.raw().body()).doesNotContain("secretsecret");
    String stored =
        service
            .bean(JdbcClient.class)
            .sql(
                "select encode(webhook_url, 'hex') from slack_subscription where team_id ="
                    + " 'secretive'")
            .query(String.class)
            .single();
    assertThat(new String(HexFormat.of().parseHex(stored), StandardCharsets.ISO_8859_1))
        .doesNotContain("hooks");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT|/v1/teams/Not-A-Slug/slack|{}|400|malformed|teamId",
        "GET|/v1/teams/Not-A-Slug/slack||400|malformed|teamId",
        "PUT|/v1/teams/owls/slack|{}|400|malformed|webhookUrl",
        "PUT|/v1/teams/owls/slack|{\"webhookUrl\":\"http://169.254.169.254/x\"}|400|malformed|webhookUrl",
        "PUT|/v1/teams/owls/slack|{\"webhookUrl\":\"https://hooks.slack.com/x\",\"language\":\"de\"}|400|malformed|language",
        "PUT|/v1/teams/owls/slack|{\"webhookUrl\":\"https://hooks.slack.com/x\",\"events\":[]}|400|malformed|events",
        "PUT|/v1/teams/owls/slack|{\"webhookUrl\":\"https://hooks.slack.com/x\",\"events\":[\"NO\"]}|400|malformed|events[0]",
        "PUT|/v1/teams/owls/slack|{\"webhookUrl\":\"https://hooks.slack.com/x\",\"events\":[null]}|400|malformed|events[0]",
        "PUT|/v1/teams/owls/slack|{\"webhookUrl\":\"https://hooks.slack.com/x\",\"events\":1}|400|malformed|events",
        "PUT|/v1/teams/owls/slack|{\"webhook\":\"x\"}|400|malformed|webhook",
        "PUT|/v1/teams/owls/slack|{\"webhookUrl\":|400|malformed|body",
        "PUT|/v1/teams/owls/slack|[]|400|malformed|body",
        "PUT|/v1/teams/owls/slack||400|malformed|body",
        "PUT|/v1/teams/owls/slack|{\"webhookUrl\":5}|400|malformed|webhookUrl",
        "PUT|/v1/teams/owls/slack|{\"webhookUrl\":true}|400|malformed|webhookUrl",
        "PUT|/v1/teams/owls/slack|{\"webhookUrl\":\"x\",\"language\":1.5}|400|malformed|language",
        "PUT|/v1/teams/owls/slack|{\"events\":[1]}|400|malformed|events[0]",
        "PUT|/v1/teams/owls/slack|{\"language\":\"en\",\"language\":\"en\"}|400|malformed|language",
        "PUT|/v1/teams/owls/slack|{} {}|400|malformed|body",
        "PUT|/v1/teams/owls/slack|{\"webhookUrl\":\"https://hooks.slack.com/x\",\"channel\":\"#x\"}|400|malformed|webhookUrl",
        "PUT|/v1/teams/owls/slack|{\"channel\":\"#x\"}|400|malformed|botToken",
        "PUT|/v1/teams/owls/slack|{\"channel\":\"x"
            + " y\",\"botToken\":\"xoxb-12345678\"}|400|malformed|channel",
        "PUT|/v1/teams/owls/slack|{\"channel\":\"#x\",\"botToken\":\"xoxp-12345678\"}|400|malformed|botToken",
        "PUT|/v1/teams/owls/slack|{\"botToken\":\"xoxb-12345678\"}|400|malformed|channel",
        "PUT|/v1/teams/owls/slack|{\"webhookUrl\":\"https://hooks.slack.com/x\",\"timeZone\":\"+03:00\"}|400|malformed|timeZone",
        // One that Java knows and PostgreSQL does not.
        "PUT|/v1/teams/owls/slack|{\"webhookUrl\":\"https://hooks.slack.com/x\",\"timeZone\":\"SystemV/AST4\"}|400|malformed|timeZone",
        "PUT|/v1/teams/owls/slack|{\"webhookUrl\":\"https://hooks.slack.com/x\",\"quietHours\":{}}|400|malformed|quietHours.from",
        "PUT|/v1/teams/owls/slack|{\"webhookUrl\":\"https://hooks.slack.com/x\",\"quietHours\":{\"from\":\"24:00\",\"to\":\"07:00\"}}|400|malformed|quietHours.from",
        "PUT|/v1/teams/owls/slack|{\"webhookUrl\":\"https://hooks.slack.com/x\",\"quietHours\":{\"from\":\"07:00\",\"to\":\"07:00\"}}|400|malformed|quietHours.to",
        "PUT|/v1/learners/ana/digest|{}|400|malformed|namedWhenStuck",
        "PUT|/v1/learners/ana/digest|{\"namedWhenStuck\":\"yes\"}|400|malformed|namedWhenStuck",
        "GET|/v1/learners/a!/digest||400|malformed|learnerId",
        "PUT|/v1/teams/owls/webhooks/ci|{\"url\":\"https://x.example/y\"}|400|malformed|url",
        "GET|/v1/teams/nobody/webhooks||404|unknown-team|",
        "GET|/v1/teams/owls/webhooks/ci||404|not-subscribed|",
        "POST|/v1/teams/nobody/slack/test||404|not-subscribed|",
        "POST|/v1/notifications/999999/cancel||404|unknown-notification|",
        "PUT|/v1/teams/nobody/slack|{\"webhookUrl\":\"https://hooks.slack.com/x\"}|404|unknown-team|",
        "GET|/v1/teams/nobody/slack||404|unknown-team|",
        "DELETE|/v1/teams/nobody/slack||404|unknown-team|",
        "POST|/v1/teams/owls/slack|{}|405|method-not-allowed|",
        "GET|/v1/notifications?status=LOST||400|malformed|status",
        "GET|/v1/notifications?limit=0||400|malformed|limit",
        "GET|/v1/notifications?limit=201||400|malformed|limit",
        "GET|/v1/notifications?limit=x||400|malformed|limit",
        "GET|/v1/notifications?cursor=!||400|malformed|cursor",
        "GET|/v1/notifications?team=Not-A-Slug||400|malformed|team",
        "GET|/v1/notifications/x||400|malformed|id",
        "GET|/v1/notifications/999999||404|unknown-notification|",
        "POST|/v1/notifications/999999/redeliver||404|unknown-notification|",
        "GET|/v1/nowhere||404|not-found|",
        "GET|/v1/teams/a%2Fb/slack||400|malformed|",
      })
  void badInputIsAnsweredWithItsFieldAndRule(
      String method,
      String path,
      @Nullable String body,
      int status,
      String type,
      @Nullable String field) {
    Answer answer = service.call(method, path, body);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.raw().headers().firstValue("Content-Type"))
        .hasValue("application/problem+json");
    assertThat(answer.body().path("type").asString()).isEqualTo("urn:trilha:problem:" + type);
    if (field != null) {
      assertThat(answer.body().path("errors").path(0).path("field").asString()).isEqualTo(field);
      String rule = answer.body().path("errors").path(0).path("rule").asString();
      assertThat(rule).matches("(is|has|begins|stands) .+");
      assertThat(answer.body().path("detail").asString()).startsWith(field + ": " + rule);
    } else {
      assertThat(answer.body().has("errors")).isFalse();
    }
    assertThat(answer.body().path("title").asString()).isEqualTo(title(type));
    assertThat(answer.body().path("status").asInt()).isEqualTo(status);
  }

  private static String title(String name) {
    return Arrays.stream(ProblemType.values())
        .filter(type -> type.wireName().equals(name))
        .findFirst()
        .orElseThrow()
        .title();
  }

  @Test
  void everyBrokenRuleIsNamed() {
    Answer answer =
        service.call("PUT", "/v1/teams/owls/slack", "{\"language\":\"de\",\"events\":[]}");

    assertThat(
            answer.body().path("errors").valueStream().map(error -> error.path("field").asString()))
        .containsExactly("webhookUrl", "language", "events");
  }

  @Test
  void requestsCheckThemselvesWithoutAValidator() {
    assertThat(service.bean(Validator.class).supports(Object.class)).isFalse();
  }

  @Test
  void anotherMediaTypeIsRefused() {
    Answer answer = service.call("PUT", "/v1/teams/owls/slack", "x", "text/plain");

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.body().path("type").asString())
        .isEqualTo("urn:trilha:problem:unsupported-media-type");
  }

  @Test
  void aHugeBodyIsRefused() {
    Answer answer =
        service.call(
            "PUT", "/v1/teams/owls/slack", "{\"webhookUrl\":\"" + "x".repeat(20_000) + "\"}");

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body().path("type").asString()).isEqualTo("urn:trilha:problem:too-large");
    assertThat(answer.body().path("errors").path(0).toString())
        .isEqualTo("{\"field\":\"body\",\"rule\":\"has at most 16384 bytes\"}");
  }

  @Test
  void listsArePaged() {
    service
        .bean(JdbcClient.class)
        .sql(
            """
            insert into delivery (team_id, cause_id, kind, facts, learner_id, status)
            select 'paged', n::text, 'TIER_COMPLETED', '{"learnerId":"ana","roadmapId":"r","roadmapTitle":"R","tierId":"t",
              "tierTitle":"T","at":"2026-11-02T00:00:00Z","tier":{"done":1,"skipped":0,"total":1},
              "roadmap":{"done":1,"skipped":0,"total":2}}', 'ana', 'FAILED'
            from generate_series(1, 5) n
            """)
        .update();

    Answer first = service.call("GET", "/v1/notifications?team=paged&status=FAILED&limit=3", null);
    Answer second =
        service.call(
            "GET",
            "/v1/notifications?team=paged&limit=3&cursor=" + first.body().path("next").asString(),
            null);

    assertThat(first.body().path("entries").size()).isEqualTo(3);
    assertThat(second.body().path("entries").size()).isEqualTo(2);
    assertThat(second.body().has("next")).isFalse();
  }

  @Test
  void theApiDescribesItself() {
    Answer answer = service.call("GET", "/v3/api-docs", null);

    assertThat(answer.body().path("openapi").asString()).startsWith("3.1");
    assertThat(answer.body().path("paths").propertyNames())
        .containsExactlyInAnyOrder(
            "/v1/teams/{teamId}/slack",
            "/v1/notifications",
            "/v1/notifications/{id}",
            "/v1/notifications/{id}/redeliver",
            "/v1/notifications/{id}/cancel",
            "/v1/teams/{teamId}/slack/test",
            "/v1/learners/{learnerId}/digest",
            "/v1/teams/{teamId}/webhooks",
            "/v1/teams/{teamId}/webhooks/{webhookId}");
    assertThat(answer.body().path("components").path("schemas").propertyNames())
        .contains("SubscriptionView", "NotificationView");
  }

  @Test
  void nobodyIsCalledAtStart() {
    assertThat(lookUps.addresses())
        .isNotEmpty()
        .allMatch(uri -> uri.matches("(socket|http)://(127\\.0\\.0\\.1|localhost)[:/].*"));
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).contains("updatechecker"));
  }

  private static boolean changed(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().path("changed").asBoolean();
  }
}
