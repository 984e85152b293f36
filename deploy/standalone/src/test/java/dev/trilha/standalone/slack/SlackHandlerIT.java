package dev.trilha.standalone.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackHandlerIT {
  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private Server server;
  private ServerConnector connector;

  @BeforeEach
  void start() throws Exception {
    server = new Server();
    connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new SlackHandler(folder, InstantSource.system(), ZoneOffset.UTC));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    http.close();
  }

  @Test
  void takesAWebhookAsSlackDoes() throws Exception {
    var answer = send("POST", "/slack/webhooks/aurora", "{\"text\":\"hello\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
    assertThat(answer.body()).isEqualTo("ok");
  }

  @Test
  void takesAMessageOfABotAsSlackDoes() throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/slack/api/chat.postMessage"
                        .formatted(connector.getLocalPort())))
            .header("Authorization", "Bearer xoxb-1")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("channel=%23aurora&text=hello"))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("{\"ok\":true");
    assertThat(send("GET", "/slack/messages?channel=aurora", "").body()).contains("hello");
    assertThat(send("POST", "/slack/api/chat.postMessage", "channel=x&text=y").body())
        .isEqualTo("{\"ok\":false,\"error\":\"not_authed\"}");
  }

  @Test
  void closesTheConnectionWhenItIsOrderedTo() throws Exception {
    send("PUT", "/slack/faults", "{\"drop\":true}");

    assertThatThrownBy(() -> send("POST", "/slack/webhooks/aurora", "{\"text\":\"hello\"}"))
        .isInstanceOf(IOException.class);
    assertThat(send("GET", "/slack/messages?channel=aurora", "").body()).contains("hello");
  }

  @Test
  void refusesInSlacksWords() throws Exception {
    var answer = send("POST", "/slack/webhooks/aurora", "{}");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("no_text");
  }

  @Test
  void refusesABodyThatIsTooLong() throws Exception {
    var answer =
        send(
            "POST",
            "/slack/webhooks/aurora",
            "{\"text\":\"%s\"}".formatted("x".repeat(256 * 1024)));
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void saysInAHeaderWhenToTryAgain() throws Exception {
    send("PUT", "/slack/faults", "{\"status\":429,\"retryAfter\":2,\"times\":1}");
    var answer = send("POST", "/slack/webhooks/aurora", "{\"text\":\"hello\"}");
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("2");
  }

  @Test
  void answersAfterItHung() throws Exception {
    send("PUT", "/slack/faults", "{\"hangMillis\":50}");
    assertThat(send("POST", "/slack/webhooks/aurora", "{\"text\":\"hello\"}").body())
        .isEqualTo("ok");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'status':500,'tiems':2}|tiems|is no field of this request",
        "{'status':42}|status|is a whole number from 200 to 599",
        "{'status':'500'}|status|is a whole number in its range",
        "{'status':500.5}|status|is a whole number in its range",
        "{'status':99999999999}|status|is a whole number in its range",
        "{'status':500,'channel':7}|channel|is a text",
        "{'times':1}|body|has a status, hangMillis, error or drop",
        "{'status':500,'status':501}|body|is JSON",
        "{'status':|body|is JSON",
        "[]|body|is one object",
      })
  void refusesAFaultWithTheFieldAndTheRule(String fault, String field, String rule)
      throws Exception {
    var answer = send("PUT", "/slack/faults", fault.replace('\'', '"'));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body())
        .isEqualTo(
            "{\"type\":\"urn:trilha:problem:malformed\",\"title\":\"The request is malformed\",\"status\":400,\"detail\":\"%1$s: %2$s\",\"instance\":\"/slack/faults\",\"errors\":[{\"field\":\"%1$s\",\"rule\":\"%2$s\"}]}"
                .formatted(field, rule));
  }

  @Test
  void refusesAFaultThatIsTooLong() throws Exception {
    var answer = send("PUT", "/slack/faults", " ".repeat(256 * 1024 + 1));
    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("urn:trilha:problem:too-large", "has at most 262144 bytes");
  }

  @Test
  void showsBlocksAsPeopleSeeThem() throws Exception {
    String blocks =
        """
        {"text":"fallback","blocks":[
          {"type":"header","text":{"type":"plain_text","text":"Tier <done> :tada:"}},
          {"type":"section","text":{"type":"mrkdwn","text":"*Ana* finished it"},
           "fields":[{"type":"mrkdwn","text":"10 of 10"}]},
          {"type":"divider"},
          {"type":"context","elements":[{"type":"mrkdwn","text":"yesterday"}]},
          {"type":"actions","elements":[
            {"type":"button","text":{"type":"plain_text","text":"Open"},"url":"https://example.org/?a=1&b=2"},
            {"type":"button","text":{"type":"plain_text","text":"Bad"},"url":"javascript:alert(1)"}]}]}
        """;
    assertThat(send("POST", "/slack/webhooks/aurora", blocks).body()).isEqualTo("ok");
    assertThat(send("GET", "/slack?channel=aurora", "").body())
        .contains(
            "<h2>Tier &lt;done&gt; 🎉</h2>",
            "<p><b>Ana</b> finished it</p>",
            "<p>10 of 10</p>",
            "<hr>",
            "<p class=\"context\"><span>yesterday</span>",
            "href=\"https://example.org/?a=1&amp;b=2\">Open</a>",
            "<span class=\"button\">Bad</span>")
        .doesNotContain("javascript:", "fallback", "{{");
  }

  @Test
  void wantsTheRightMethod() throws Exception {
    assertThat(send("GET", "/slack/webhooks/aurora", "").statusCode()).isEqualTo(405);
    assertThat(send("DELETE", "/slack", "").statusCode()).isEqualTo(405);
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d%s".formatted(connector.getLocalPort(), path)))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
